import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import {
  keyPair,
  serviceAppClient,
  type ServiceAppClient,
  type TokenAnswer,
} from './service-app-client.js';

const hour = 3600;
const now = () => Math.floor(Date.now() / 1000);
const refusal = ({ status, body }: TokenAnswer) => [status, body.error, body.error_description];

describe('the token endpoint', () => {
  let okta: OktaEmulator;

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
  });
  afterEach(() => okta.close());

  describe('without DPoP', () => {
    let client: ServiceAppClient;

    beforeEach(async () => {
      client = await serviceAppClient(okta, { dpopBoundAccessTokens: false });
    });

    it('gives a Bearer token for an hour, with the scopes', async () => {
      const { status, body, headers } = await client.requestToken();

      assert.equal(status, 200);
      const { access_token: token = '', ...rest } = body;
      assert.deepEqual(rest, { token_type: 'Bearer', expires_in: hour, scope: 'okta.users.read' });
      const { scp, cid, iss } = decodeJwt(token);
      assert.deepEqual(
        { scp, cid, iss },
        { scp: ['okta.users.read'], cid: client.app.id, iss: okta.url },
      );
      assert.equal(headers.get('dpop-nonce'), null);
      assert.equal((await client.call(token, 'GET', '/users')).status, 200);
    });

    for (const alg of ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512']) {
      it(`takes an assertion signed with ${alg}`, async () => {
        const key = await keyPair(alg);
        const definition = { dpopBoundAccessTokens: false, keys: [key.publicJwk] };
        const other = await serviceAppClient(okta, definition, key);
        assert.equal((await other.requestToken()).status, 200);
      });
    }

    const wrong: [
      what: string,
      description: string,
      Parameters<ServiceAppClient['assertion']>[0],
    ][] = [
      [
        'another audience',
        'The audience claim for client_assertion must be the endpoint invoked for the request.',
        { claims: { aud: 'https://else.example' } },
      ],
      [
        'no audience',
        'The audience claim for client_assertion must be the endpoint invoked for the request.',
        { claims: { aud: undefined } },
      ],
      [
        'an end in the past',
        'The client_assertion token is expired.',
        { claims: { exp: now() - 1 } },
      ],
      [
        'an end too far ahead',
        'The client_assertion token has an expiration too far into the future.',
        { claims: { exp: now() + hour + 60 } },
      ],
      [
        'no end',
        'The client_assertion token must have an expiration.',
        { claims: { exp: undefined } },
      ],
      [
        'a beginning in the future',
        'The client_assertion token was issued in the future.',
        { claims: { iat: now() + 600, exp: now() + 900 } },
      ],
      [
        'another issuer',
        'The issuer and subject claims for client_assertion must be the client_id.',
        { claims: { iss: 'else' } },
      ],
      [
        'an unknown client',
        "Invalid value for 'client_id' parameter.",
        { claims: { iss: '0oaelse', sub: '0oaelse' } },
      ],
      ['an unknown kid', 'The client_assertion JWT kid is invalid.', { header: { kid: 'else' } }],
    ];
    for (const [what, description, changes] of wrong) {
      it(`refuses an assertion with ${what}`, async () => {
        const answer = await client.requestToken({
          client_assertion: await client.assertion(changes),
        });
        assert.deepEqual(refusal(answer), [401, 'invalid_client', description]);
      });
    }

    it('refuses an assertion by another key, or of an algorithm that Okta does not take', async () => {
      const key = await keyPair();
      const header = { kid: client.own.publicJwk.kid };
      const forged = await client.requestToken({
        client_assertion: await client.assertion({ key, header }),
      });
      assert.deepEqual(refusal(forged), [
        401,
        'invalid_client',
        'The client_assertion signature is invalid.',
      ]);

      const pss = await keyPair('PS256');
      const other = await serviceAppClient(
        okta,
        { dpopBoundAccessTokens: false, keys: [pss.publicJwk] },
        pss,
      );
      assert.deepEqual(refusal(await other.requestToken()).slice(0, 2), [401, 'invalid_client']);
    });

    it('refuses an assertion that was used before', async () => {
      const assertion = await client.assertion();
      assert.equal((await client.requestToken({ client_assertion: assertion })).status, 200);
      const again = await client.requestToken({ client_assertion: assertion });
      assert.deepEqual(refusal(again), [
        401,
        'invalid_client',
        'The client_assertion token has already been used.',
      ]);
    });

    it('takes an assertion without a kid while there is one key, and needs it with two', async () => {
      const unnamed = async () =>
        client.requestToken({
          client_assertion: await client.assertion({ header: { kid: undefined } }),
        });
      assert.equal((await unnamed()).status, 200);

      client.app.keys.push((await keyPair()).publicJwk);
      assert.deepEqual(refusal(await unnamed()), [
        401,
        'invalid_client',
        'The client_assertion JWT kid is invalid.',
      ]);
      assert.equal((await client.requestToken()).status, 200);
    });

    it('refuses what is no request of a service app', async () => {
      const what = async (form: Record<string, string | undefined>, headers = {}) =>
        refusal(await client.requestToken(form, headers)).slice(0, 2);

      assert.deepEqual(await what({ grant_type: 'password' }), [400, 'unsupported_grant_type']);
      assert.deepEqual(await what({ grant_type: undefined }), [400, 'invalid_request']);
      assert.deepEqual(await what({ client_assertion_type: 'else' }), [400, 'invalid_request']);
      assert.deepEqual(await what({ client_assertion: undefined }), [401, 'invalid_client']);
      assert.deepEqual(await what({ client_assertion: 'half.a.token' }), [401, 'invalid_client']);
      const basic = { authorization: 'Basic MDo=' };
      assert.deepEqual(await what({}, basic), [400, 'invalid_request']);
      assert.deepEqual(await what({ client_assertion: undefined }, basic), [401, 'invalid_client']);
      const response = await fetch(client.endpoint, { method: 'POST', body: '{}' });
      assert.equal(response.status, 400);
    });

    it('leaves out the scopes that are not granted, and refuses when none is left', async () => {
      const some = await client.requestToken({ scope: 'okta.groups.manage okta.users.read' });
      assert.deepEqual([some.status, some.body['scope']], [200, 'okta.users.read']);

      const what = async (scope: string) => refusal(await client.requestToken({ scope }));
      assert.deepEqual(await what('okta.groups.manage'), [
        ...[400, 'consent_required', 'You are not allowed any of the requested scopes.'],
      ]);
      assert.deepEqual(await what(''), [400, 'invalid_scope', 'No scopes were requested.']);
      assert.deepEqual(await what('mine'), [
        400,
        'invalid_scope',
        'Custom scopes are not allowed for this request.',
      ]);
      assert.deepEqual((await what('okta.pets.read')).slice(0, 2), [400, 'invalid_scope']);
    });

    it('goes by the org’s clock, and tells it', async () => {
      okta.org.settings.clockSkewMs = 2 * hour * 1000;
      const late = await client.requestToken();
      assert.equal(late.body.error_description, 'The client_assertion token is expired.');
      const date = Date.parse(late.headers.get('date') ?? '');
      assert.ok(Math.abs(date - Date.now() - 2 * hour * 1000) < 60_000);

      okta.org.settings.clockSkewMs = -2 * hour * 1000;
      const early = await client.requestToken({
        client_assertion: await client.assertion({ claims: { iat: undefined } }),
      });
      assert.equal(
        early.body.error_description,
        'The client_assertion token has an expiration too far into the future.',
      );
    });

    it('has a rate limit of its own, and takes faults', async () => {
      const { headers } = await client.requestToken();
      assert.deepEqual(
        ['limit', 'remaining'].map((name) => headers.get(`x-rate-limit-${name}`)),
        ['600', '599'],
      );
      okta.limits.perWindow.token = 1;
      assert.deepEqual([(await client.requestToken()).status], [429]);
      okta.limits.perWindow.token = 100;

      const fault = { path: '^/oauth2/v1/token$', count: 1 };
      okta.apiFaults.add({ ...fault, effect: { kind: 'error', errorCode: 'E0000009' } });
      assert.equal((await client.requestToken()).status, 500);
      assert.deepEqual(
        okta.journal.map(({ path, status }) => [path, status]),
        [200, 429, 500].map((status) => ['/oauth2/v1/token', status]),
      );
    });
  });

  describe('with DPoP', () => {
    let client: ServiceAppClient;
    const withProof = async (changes: Parameters<ServiceAppClient['proof']>[2] = {}) =>
      client.requestToken({}, { dpop: await client.proof('POST', client.endpoint, changes) });

    beforeEach(async () => {
      client = await serviceAppClient(okta);
    });

    it('is what an app needs unless it is made otherwise', async () => {
      assert.deepEqual(refusal(await client.requestToken()), [
        ...[400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.'],
      ]);
    });

    it('asks for a nonce, and binds the token to the key of the proof', async () => {
      const first = await withProof();
      assert.deepEqual(refusal(first), [
        ...[400, 'use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.'],
      ]);
      const nonce = first.headers.get('dpop-nonce');
      assert.match(nonce ?? '', /./);

      const { status, body, headers } = await withProof({ claims: { nonce } });
      assert.deepEqual([status, body['token_type']], [200, 'DPoP']);
      assert.equal(headers.get('dpop-nonce'), nonce);
      assert.equal((await withProof({ claims: { nonce } })).status, 200);
    });

    it('asks for another nonce when the last is too old', async () => {
      const { headers } = await withProof();
      const nonce = headers.get('dpop-nonce');
      okta.org.access.dpopNonce.expire();
      const refused = await withProof({ claims: { nonce } });

      assert.equal(refused.body.error, 'use_dpop_nonce');
      assert.notEqual(refused.headers.get('dpop-nonce'), nonce);
      okta.org.settings.clockSkewMs = 25 * hour * 1000;
      const claims = { iat: now() + 25 * hour, nonce: refused.headers.get('dpop-nonce') };
      const assertion = {
        client_assertion: await client.assertion({ claims: { exp: now() + 25.5 * hour } }),
      };
      const dpop = await client.proof('POST', client.endpoint, { claims });
      assert.equal((await client.requestToken(assertion, { dpop })).body.error, 'use_dpop_nonce');
    });

    it('uses up the assertion even where it asks for a nonce', async () => {
      const assertion = { client_assertion: await client.assertion() };
      const ask = async () =>
        client.requestToken(assertion, { dpop: await client.proof('POST', client.endpoint) });
      assert.equal((await ask()).body.error, 'use_dpop_nonce');
      assert.deepEqual(refusal(await ask()), [
        ...[401, 'invalid_client', 'The client_assertion token has already been used.'],
      ]);
    });

    for (const [claim, value] of Object.entries({
      htm: 'GET',
      htu: 'https://else.example/oauth2/v1/token',
      iat: now() - hour,
      jti: undefined,
    })) {
      it(`refuses a proof with a wrong ${claim}`, async () => {
        assert.deepEqual(refusal(await withProof({ claims: { [claim]: value } })), [
          ...[400, 'invalid_dpop_proof', `'${claim}' claim in the DPoP proof JWT is invalid.`],
        ]);
      });
    }

    it('refuses a proof that is none, by another key, or used before', async () => {
      const what = async (dpop: string) =>
        refusal(await client.requestToken({}, { dpop })).slice(0, 3);
      const is = (description: string) => [400, 'invalid_dpop_proof', description];

      assert.deepEqual(await what('half'), is('DPoP proof JWT cannot be parsed.'));
      const jwk = (await keyPair()).publicJwk;
      const forged = await client.proof('POST', client.endpoint, { header: { jwk } });
      assert.deepEqual(await what(forged), is('The DPoP proof JWT signature is invalid.'));
      const untyped = await client.proof('POST', client.endpoint, { header: { typ: 'JWT' } });
      assert.deepEqual(await what(untyped), is("'typ' in the DPoP proof JWT is invalid."));
      const once = await client.proof('POST', client.endpoint);
      assert.equal((await what(once))[1], 'use_dpop_nonce');
      assert.deepEqual(await what(once), is('The DPoP proof JWT has already been used.'));
    });

    it('takes proofs by RSA keys too', async () => {
      const answer = await withProof({ key: await keyPair('RS256') });
      assert.equal(answer.body.error, 'use_dpop_nonce');
    });
  });
});
