import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findDecryptionKeys } from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { readTemporalConfig } from '../../../src/configuration/temporal-config.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const key = randomBytes(32);
const previous = [randomBytes(32), randomBytes(32)];
const base64 = (bytes: Buffer) => bytes.toString('base64');
const PAYLOAD_ENCRYPTION_KEY = base64(key);

const read = (environment: Record<string, string>) => readTemporalConfig(environment).encryption;

function refusal(environment: Record<string, string>): string {
  let message = '';
  assert.throws(
    () => read(environment),
    (error) => {
      assert(error instanceof ConfigurationError);
      ({ message } = error);
      return true;
    },
  );
  return message;
}

describe('the encryption of payloads', () => {
  it('is off unless it is asked for', () => {
    assert.equal(read({}), undefined);
    assert.equal(read({ PAYLOAD_ENCRYPTION_KEY }), undefined);
    assert.equal(read({ PAYLOAD_ENCRYPTION: 'off', NODE_ENV: 'development' }), undefined);
  });

  it('is required, or being switched on, with one key to encrypt and others to decrypt', () => {
    assert.deepEqual(read({ PAYLOAD_ENCRYPTION: 'required', PAYLOAD_ENCRYPTION_KEY }), {
      ...{ mode: 'required', keys: [key] },
    });
    const PAYLOAD_ENCRYPTION_KEYS_PREVIOUS = previous.map(base64).join(', ');
    assert.deepEqual(
      read({
        ...{ PAYLOAD_ENCRYPTION: 'switching', PAYLOAD_ENCRYPTION_KEY, NODE_ENV: 'production' },
        PAYLOAD_ENCRYPTION_KEYS_PREVIOUS,
      }),
      { mode: 'switching', keys: [key, ...previous] },
    );
  });

  it('cannot be left off in production', () => {
    for (const given of [{}, { PAYLOAD_ENCRYPTION: 'off' }, { PAYLOAD_ENCRYPTION_KEY }]) {
      const message = refusal({ NODE_ENV: 'production', ...given });
      assert.match(message, /NODE_ENV is production: set PAYLOAD_ENCRYPTION=required and /);
    }
  });

  it('wants a key that is one, and never says what was given', () => {
    assert.match(refusal({ PAYLOAD_ENCRYPTION: 'required' }), /openssl rand -base64 32/);
    assert.match(refusal({ PAYLOAD_ENCRYPTION: 'on', PAYLOAD_ENCRYPTION_KEY }), /off, switching/);
    for (const bad of ['secret', base64(randomBytes(31)), `${PAYLOAD_ENCRYPTION_KEY}AAAA`]) {
      const message = refusal({ PAYLOAD_ENCRYPTION: 'required', PAYLOAD_ENCRYPTION_KEY: bad });
      assert.match(message, /^PAYLOAD_ENCRYPTION_KEY must hold keys of 32 bytes/);
      assert(!message.includes(bad));
    }
  });

  const directory = useTemporaryDirectory();

  it('has keys to decrypt with where there is one, also those before it', () => {
    assert.equal(findDecryptionKeys({}), undefined);
    const PAYLOAD_ENCRYPTION_KEYS_PREVIOUS = randomBytes(32).toString('base64');
    const found = findDecryptionKeys({ PAYLOAD_ENCRYPTION_KEY, PAYLOAD_ENCRYPTION_KEYS_PREVIOUS });
    assert.deepEqual(
      found?.map((key) => key.toString('base64')),
      [PAYLOAD_ENCRYPTION_KEY, PAYLOAD_ENCRYPTION_KEYS_PREVIOUS],
    );
  });

  it('takes keys from files', () => {
    const [current, others] = ['key', 'others'].map((name) => path.join(directory(), name));
    assert(current && others);
    writeFileSync(current, `${PAYLOAD_ENCRYPTION_KEY}\n`);
    writeFileSync(others, previous.map(base64).join('\n'));
    assert.deepEqual(
      read({
        PAYLOAD_ENCRYPTION: 'required',
        PAYLOAD_ENCRYPTION_KEY_FILE: current,
        PAYLOAD_ENCRYPTION_KEYS_PREVIOUS_FILE: others,
      })?.keys,
      [key, ...previous],
    );
  });
});
