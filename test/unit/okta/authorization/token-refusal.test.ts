import assert from 'node:assert/strict';
import type { ServiceApp } from '../../../../src/okta/authorization/credential.js';
import { createServiceAppAuthorization } from '../../../../src/okta/authorization/service-app.js';
import { createFetch } from '../../../../src/okta/create-fetch.js';
import {
  OktaTokenRefusedError,
  OktaUnreachableError,
  type TokenRefusal,
} from '../../../../src/okta/okta-errors.js';
import { startStubServer, type StubAnswer, type StubServer } from '../../../support/stub-server.js';
import { ecKey } from './keys.js';

const privateKey = ecKey('key-1').jwkText;

describe('a token that Okta refuses', () => {
  let server: StubServer;
  let answer: StubAnswer;

  beforeEach(async () => {
    server = await startStubServer(() => answer);
  });

  afterEach(() => server.close());

  async function ask({ isDpopUsed = true } = {}): Promise<unknown> {
    const app: ServiceApp = {
      ...{ mode: 'PrivateKey', clientId: 'the-client-id', keyId: 'the-key-id', isDpopUsed },
      ...{ privateKey: { value: privateKey }, scopes: ['okta.users.read', 'okta.logs.read'] },
    };
    const authorization = createServiceAppAuthorization(app, {
      ...{ orgUrl: server.url, send: createFetch(undefined), timeoutMs: 500 },
    });
    const [outcome] = await Promise.allSettled([authorization.current()]);
    assert(outcome.status === 'rejected', 'there is a token');
    return outcome.reason;
  }

  const refuse = (status: number, error: string, description: string, aheadMs = 0) => {
    const headers = { date: new Date(Date.now() - aheadMs).toUTCString() };
    answer = { status, body: { error, error_description: description }, headers };
  };

  // What Okta says where it is known: its knowledge base, its SDKs' issues. The last word of a row names the remedy.
  const rows: [error: string, description: string, reason: TokenRefusal, remedy: RegExp][] = [
    [
      '401 invalid_client',
      "Invalid value for 'client_id' parameter.",
      'client-unknown',
      /OKTA_CLIENT_CLIENTID/,
    ],
    [
      '401 invalid_client',
      'The client_assertion JWT kid is invalid.',
      'key-unknown',
      /OKTA_CLIENT_KEYID/,
    ],
    [
      '401 invalid_client',
      'The client_assertion signature is invalid.',
      'key-wrong',
      /OKTA_CLIENT_PRIVATEKEY/,
    ],
    [
      '401 invalid_client',
      'The audience claim for client_assertion must be the endpoint invoked for the request.',
      'address-wrong',
      /OKTA_CLIENT_ORGURL/,
    ],
    ['401 invalid_client', 'The client_assertion token is expired.', 'clock', /NTP/],
    ['401 invalid_client', 'Something else.', 'client-refused', /OKTA_CLIENT_KEYID/],
    ['401 invalid_client', '', 'client-refused', /OKTA_CLIENT_CLIENTID/],
    [
      '400 consent_required',
      'You are not allowed any of the requested scopes.',
      'scope-not-granted',
      /okta\.users\.read, okta\.logs\.read.*Okta API Scopes/,
    ],
    [
      '400 invalid_scope',
      'One or more scopes are not configured for the authorization server resource.',
      'scope-not-granted',
      /OKTA_CLIENT_SCOPES/,
    ],
    [
      '400 unauthorized_client',
      "The client isn't authorized to use the provided grant type.",
      'client-not-allowed',
      /API Services/,
    ],
    [
      '403 access_denied',
      "The request is made from outside the client's permitted network zones.",
      'client-not-allowed',
      /network/,
    ],
    [
      '400 invalid_dpop_proof',
      'The DPoP proof JWT header is missing.',
      'dpop-refused',
      /OKTA_CLIENT_DPOP=false/,
    ],
    [
      '400 use_dpop_nonce',
      'Authorization server requires nonce in DPoP proof.',
      'dpop-refused',
      /OKTA_CLIENT_DPOP=false/,
    ],
    ['400 invalid_request', 'about new.hire@example.com', 'other', /400 invalid_request/],
  ];
  for (const [error, description, reason, remedy] of rows) {
    it(`with ${error}, "${description}" is ${reason}`, async () => {
      const [status = '', code = ''] = error.split(' ');
      refuse(Number(status), code, description);

      const refused = await ask();
      assert(refused instanceof OktaTokenRefusedError, String(refused));
      assert.equal(refused.reason, reason);
      assert.match(refused.message, remedy);
      assert.doesNotMatch(refused.message, /the-client-id|the-key-id|new\.hire|BEGIN|"d"/);
    });
  }

  describe('because of the clock', () => {
    it('is told how far it is off, and to which side', async () => {
      refuse(401, 'invalid_client', 'The client_assertion token is expired.', -412_000);
      assert.match(String(await ask()), /41[123] s behind Okta's/);

      refuse(401, 'invalid_client', 'The client_assertion was issued in the future.', 412_000);
      assert.match(String(await ask()), /41[123] s ahead of Okta's/);
    });

    it('is told where Okta does not say why, and the clocks differ', async () => {
      refuse(401, 'invalid_client', '', 300_000);
      assert.match(String(await ask()), /(299|300|301) s ahead/);
      refuse(400, 'invalid_dpop_proof', 'The DPoP proof JWT is not valid.', -90_000);
      assert.match(String(await ask()), /(89|90|91) s behind/);
    });

    it('is not told where something else is wrong', async () => {
      refuse(401, 'invalid_client', 'The client_assertion signature is invalid.', 300_000);
      assert.doesNotMatch(String(await ask()), /clock/);
    });
  });

  it('for want of a proof says so where proofs are turned off', async () => {
    refuse(400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.');

    assert.match(String(await ask({ isDpopUsed: false })), /Remove OKTA_CLIENT_DPOP/);
  });

  it('by an answer in the form of the API has its code in the message', async () => {
    answer = { status: 403, body: { errorCode: 'E0000006', errorSummary: 'about 00u1' } };

    const refused = await ask();
    assert(refused instanceof OktaTokenRefusedError);
    assert.match(refused.message, /403 E0000006/);
    assert.doesNotMatch(refused.message, /00u1/);
  });

  describe('is none', () => {
    const unusable: [what: string, answer: StubAnswer][] = [
      ['with 503', { status: 503, body: { error: 'server_error' } }],
      ['with 404 and no code', { status: 404 }],
      ['without a token', { status: 200, body: { token_type: 'DPoP', expires_in: 3600 } }],
      [
        'with a token that cannot be sent',
        { status: 200, body: { token_type: 'Bearer', expires_in: 60, access_token: 'a b\nc' } },
      ],
      [
        'with a token that never was good',
        { status: 200, body: { token_type: 'Bearer', expires_in: 0, access_token: 'abc' } },
      ],
    ];
    for (const [what, given] of unusable) {
      it(`where the endpoint answers ${what}`, async () => {
        answer = given;
        const error = await ask();
        assert(error instanceof OktaUnreachableError, String(error));
        assert.match(error.message, /POST \/oauth2\/v1\/token/);
      });
    }

    it('where the endpoint does not answer, or is not there', async () => {
      server.plan('hang');
      const silent = await ask();
      assert(silent instanceof OktaUnreachableError && silent.message.endsWith('TimeoutError'));

      await server.close();
      const gone = await ask();
      assert(gone instanceof OktaUnreachableError && gone.message.endsWith('ECONNREFUSED'));
    });
  });
});
