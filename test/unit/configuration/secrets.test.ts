import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  findEncryptionKey,
  readGatewayConfig,
  readWorkerConfig,
} from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import {
  environmentVariables,
  variablesWithFile,
} from '../../../src/configuration/environment-variables.js';
import { findOddNames } from '../../../src/configuration/odd-names.js';
import { readTemporalConfig } from '../../../src/configuration/temporal-config.js';
import { isPattern, isPlaceholder } from '../../../src/configuration/weak-secrets.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const secret = randomBytes(32).toString('hex');
const key = randomBytes(32);
const worker = {
  OKTA_CLIENT_ORGURL: 'https://acme.okta.com',
  OKTA_CLIENT_TOKEN: '00tokenOfTheTests',
  OKTA_GROUP_A: '00g0000000000000000A',
  OKTA_GROUP_B: '00g0000000000000000B',
  SMTP_URL: 'smtps://mail.acme.com',
  MAIL_FROM: 'it@acme.com',
};

const gateway = (more: Record<string, string>) =>
  readGatewayConfig({ OKTA_EVENT_HOOK_SECRET: secret, ...more });
const ofWorker = (more: Record<string, string>) => readWorkerConfig({ ...worker, ...more });

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

describe('a weak secret', () => {
  for (const [what, name, weak, read] of [
    ['a placeholder', 'OKTA_EVENT_HOOK_SECRET', 'please-change-me-before-production', gateway],
    ['a placeholder', 'OKTA_EVENT_HOOK_SECRET', 'YOUR_SECRET_GOES_HERE_0123', gateway],
    ['one character', 'OKTA_EVENT_HOOK_SECRET', 'a'.repeat(40), gateway],
    ['two characters', 'OKTA_EVENT_HOOK_SECRET', 'ab'.repeat(20), gateway],
    ['a row', 'OKTA_EVENT_HOOK_SECRET', 'abcdefghijklmnopqrstuvwxyz', gateway],
    ['a row again and again', 'OKTA_EVENT_HOOK_SECRET', '1234567890'.repeat(3), gateway],
    ['a placeholder', 'OKTA_EVENT_HOOK_SECRET_PREVIOUS', 'changeme-changeme-changeme', gateway],
    ['zeros', 'PAYLOAD_ENCRYPTION_KEY', base64('\0'.repeat(32)), gateway],
    [
      'a row',
      'PAYLOAD_ENCRYPTION_KEY',
      Buffer.from([...Array(32).keys()]).toString('base64'),
      gateway,
    ],
    ['a placeholder', 'PAYLOAD_ENCRYPTION_KEY', base64('changeme'.repeat(4)), gateway],
    ['one byte', 'AUDIT_HASH_KEY', base64('7'.repeat(32)), ofWorker],
    ['a placeholder', 'OKTA_CLIENT_TOKEN', '00your-token', ofWorker],
    ['a variable that nobody filled in', 'OKTA_CLIENT_TOKEN', '${OKTA_TOKEN}', ofWorker],
    ["the documentation's example", 'SMTP_URL', 'smtps://user:password@smtp.acme.com', ofWorker],
    ['a placeholder', 'DATABASE_URL', 'postgresql://preenroll:changeme@db/preenroll', ofWorker],
    ['a placeholder', 'TEMPORAL_API_KEY', '<your api key>', readTemporalConfig],
  ] as [string, string, string, (environment: Record<string, string>) => unknown][]) {
    it(`stops the start, and is named and not shown: ${what} as ${name} (${weak.slice(0, 6)}…)`, () => {
      assert.throws(
        () => read({ [name]: weak }),
        (error) => {
          assert(error instanceof ConfigurationError, String(error));
          assert.match(error.message, new RegExp(`\\b${name} must be`));
          assert(!error.message.includes(weak));
          return true;
        },
      );
    });
  }

  it('is none that openssl has made', () => {
    for (let at = 0; at < 2_000; at += 1) {
      for (const made of [
        ...[randomBytes(32).toString('hex'), randomBytes(16).toString('hex')],
        ...[randomBytes(32).toString('base64'), randomBytes(16).toString('base64url')],
        randomBytes(32).toString('latin1'),
      ]) {
        assert(!isPlaceholder(made) && !isPattern(made), made);
      }
    }
  });

  it('is none of random bytes that happen to stand between brackets', () => {
    const bytes = Buffer.from('6f8a01c43bd99e', 'hex').toString('latin1');
    for (const made of [`<${bytes}>`, `[${bytes}]`, `{{${bytes}}}`]) {
      assert(!isPlaceholder(made), made);
    }
  });
});

describe('a secret in a file', () => {
  const directory = useTemporaryDirectory();

  function fileWith(text: string): string {
    const file = path.join(directory(), 'secret');
    writeFileSync(file, text);
    return file;
  }

  const databaseUrl = 'postgresql://preenroll:word@db/preenroll';
  for (const [name, value, read] of [
    ['OKTA_EVENT_HOOK_SECRET', secret, (given) => readGatewayConfig(given).secrets[0]],
    ['OKTA_EVENT_HOOK_SECRET_PREVIOUS', secret, (given) => gateway(given).secrets[1]],
    ['SMTP_URL', 'smtps://it:word@mail', (given) => without('SMTP_URL', given).smtp.url],
    ['DATABASE_URL', databaseUrl, (given) => ofWorker(given).audit.databaseUrl],
    ['AUDIT_HASH_KEY', key.toString('base64'), (given) => encoded(ofWorker(given).audit.hashKey)],
    [
      'PAYLOAD_ENCRYPTION_KEY',
      key.toString('base64'),
      (given) => encoded(findEncryptionKey(given)),
    ],
    ['TEMPORAL_API_KEY', 'a-key', (given) => readTemporalConfig(given).connectionOptions.apiKey],
  ] as [string, string, (environment: Record<string, string>) => unknown][]) {
    it(`counts as if it were in the environment: ${name}_FILE`, () => {
      assert.equal(read({ [`${name}_FILE`]: fileWith(`${value}\n`) }), value);
    });
  }

  it('may be any: each variable with a secret has its file', () => {
    const secrets = Object.entries(environmentVariables).filter(([, { secret: is }]) => is);
    assert(secrets.length >= 13);
    assert.deepEqual(
      [...variablesWithFile],
      secrets.map(([name]) => name),
    );
  });

  it('counts less than the value, and is not opened then', () => {
    const given = { OKTA_EVENT_HOOK_SECRET_FILE: '/nowhere' };
    assert.equal(gateway(given).secrets[0], secret);
  });

  it('is held to the same: a placeholder is none', () => {
    const given = { OKTA_EVENT_HOOK_SECRET_FILE: fileWith('changeme-changeme-changeme') };
    assert.throws(() => readGatewayConfig(given), /OKTA_EVENT_HOOK_SECRET must be/);
  });

  it('stops the start where it is not there, or is empty', () => {
    assert.throws(
      () => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET_FILE: '/nowhere/secret' }),
      /^ConfigurationError: OKTA_EVENT_HOOK_SECRET_FILE cannot be read/,
    );
    assert.throws(
      () => readGatewayConfig({ OKTA_EVENT_HOOK_SECRET_FILE: fileWith('\n') }),
      /OKTA_EVENT_HOOK_SECRET_FILE names an empty file/,
    );
  });

  it('is no concern of a process that does not use it', () => {
    assert.equal(gateway({ DATABASE_URL_FILE: '/nowhere' }).secrets[0], secret);
  });

  it('is known to the doctor: its name is not odd, and a slip in it is', () => {
    assert.deepEqual(findOddNames({ OKTA_EVENT_HOOK_SECRET_FILE: 'x', SMTP_URL_FILE: 'x' }), []);
    assert.deepEqual(findOddNames({ OKTA_EVENT_HOOK_SECRETS_FILE: 'x' }), [
      { name: 'OKTA_EVENT_HOOK_SECRETS_FILE', nearest: 'OKTA_EVENT_HOOK_SECRET_FILE' },
    ]);
  });
});

describe('a check of certificates that is switched off', () => {
  it('stops the start, for every process', () => {
    const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    for (const read of [gateway, ofWorker, readTemporalConfig]) {
      assert.throws(
        () => read(off),
        /NODE_TLS_REJECT_UNAUTHORIZED=0 makes every certificate count/,
      );
    }
  });

  for (const [name, url] of [
    ['SMTP_URL', 'smtps://mail.acme.com/?tls.rejectUnauthorized=false'],
    ['DATABASE_URL', 'postgresql://db/preenroll?sslmode=no-verify'],
    ['DATABASE_URL', 'postgresql://db/preenroll?uselibpqcompat=true&sslmode=require'],
  ] as const) {
    it(`is refused in ${url}`, () => {
      assert.throws(
        () => ofWorker({ [name]: url }),
        new RegExp(`${name} must not switch off the check of the certificate`),
      );
    });
  }

  it('is none in a URL that asks for the check', () => {
    const given = {
      SMTP_URL: 'smtp://mail.acme.com/?requireTLS=true',
      DATABASE_URL: 'postgresql://db/preenroll?sslmode=verify-full',
    };
    assert.equal(ofWorker(given).audit.databaseUrl, given.DATABASE_URL);
  });
});

function without(name: keyof typeof worker, given: Record<string, string>) {
  return ofWorker({ [name]: '', ...given });
}

function encoded(bytes: Buffer | undefined): string | undefined {
  return bytes?.toString('base64');
}
