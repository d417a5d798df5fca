import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { findUserId, type LookUp } from '../../../src/cli/find-user-id.js';
import { NotFoundError } from '../../../src/cli/not-found-error.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import { readEncryptionKey, readOktaLookupConfig } from '../../../src/configuration/config.js';
import { ConfigurationError } from '../../../src/configuration/configuration-error.js';
import { ssws } from '../../support/ssws.js';
import { userIdOf } from '../operate/fake-hire-runs.js';

const config = { orgUrl: 'https://example.okta.com', credential: ssws('00token') };
const address = 'new.hire@example.com';

function lookUp(...userIds: string[]): LookUp {
  return () => Promise.resolve(userIds);
}

describe('the user whom a command names', () => {
  it('needs no Okta if it is an Okta id', async () => {
    const found = await findUserId(
      userIdOf(1),
      () => assert.fail('It read the configuration.'),
      () => assert.fail('It asked Okta.'),
    );
    assert.equal(found, userIdOf(1));
  });

  it('is looked up by login or mail address', async () => {
    const asked: unknown[] = [];
    const found = await findUserId(
      address,
      () => config,
      (...question) => {
        asked.push(question);
        return Promise.resolve([userIdOf(1)]);
      },
    );
    assert.equal(found, userIdOf(1));
    assert.deepEqual(asked, [[config, address]]);
  });

  it('is not found where Okta has nobody, and the error does not repeat the address', async () => {
    await assert.rejects(
      findUserId(address, () => config, lookUp()),
      (error) => {
        assert(error instanceof NotFoundError);
        assert.doesNotMatch(error.message, /new\.hire/);
        return true;
      },
    );
  });

  it('is not guessed where several have the address', async () => {
    await assert.rejects(
      findUserId(address, () => config, lookUp(userIdOf(1), userIdOf(2))),
      (error) => {
        assert(error instanceof InputError);
        assert.match(error.message, new RegExp(`^2 users .*${userIdOf(1)}, ${userIdOf(2)}`));
        assert.doesNotMatch(error.message, /new\.hire/);
        return true;
      },
    );
  });

  it('cannot be looked up without settings for Okta; the error names them', async () => {
    await assert.rejects(
      findUserId(address, () => undefined, lookUp()),
      (error) =>
        error instanceof ConfigurationError &&
        error.message.includes('OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN'),
    );
  });
});

describe('the settings of the commands', () => {
  it('are none for Okta where nothing is said about it', () => {
    assert.equal(readOktaLookupConfig({ OKTA_CLIENT_TOKEN: '' }), undefined);
  });

  it('are both for Okta or an error', () => {
    const given = { OKTA_CLIENT_ORGURL: config.orgUrl, OKTA_CLIENT_TOKEN: '00token' };
    assert.deepEqual(readOktaLookupConfig(given), config);
    assert.throws(
      () => readOktaLookupConfig({ OKTA_CLIENT_ORGURL: config.orgUrl }),
      (error) => error instanceof ConfigurationError && error.message.includes('OKTA_CLIENT_TOKEN'),
    );
  });

  it('hold the key for a corrected number, or say that it is missing', () => {
    const key = randomBytes(32);
    assert.deepEqual(readEncryptionKey({ PAYLOAD_ENCRYPTION_KEY: key.toString('base64') }), key);
    assert.throws(
      () => readEncryptionKey({}),
      (error) =>
        error instanceof ConfigurationError &&
        error.message.includes('PAYLOAD_ENCRYPTION_KEY is not set'),
    );
  });
});
