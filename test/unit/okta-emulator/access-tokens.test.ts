import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { oktaApi, refusal } from './okta-api.js';
import { keyPair, serviceAppClient, type ServiceAppClient } from './service-app-client.js';

describe('an access token', () => {
  let okta: OktaEmulator;
  const challengeOf = (headers: Headers) => headers.get('www-authenticate') ?? '';

  beforeEach(async () => {
    okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
  });
  afterEach(() => okta.close());

  it('opens what its scopes allow, and refuses the rest with an empty 403 that names the scope', async () => {
    for (const dpopBoundAccessTokens of [true, false]) {
      const client = await serviceAppClient(okta, { dpopBoundAccessTokens });
      const token = await client.token();
      assert.equal((await client.call(token, 'GET', '/users?limit=1')).status, 200);

      const { status, headers, body } = await client.call(token, 'GET', `/groups/${okta.groupA}`);
      assert.deepEqual([status, body], [403, undefined]);
      const scheme = dpopBoundAccessTokens
        ? 'DPoP algs="RS256 RS384 RS512 ES256 ES384 ES512", '
        : 'Bearer ';
      assert.equal(
        challengeOf(headers),
        `${scheme}authorization_uri="${okta.url}/oauth2/v1/authorize", realm="${okta.url}", scope="okta.groups.read", ` +
          'error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", ' +
          `resource="/api/v1/groups/${okta.groupA}"`,
      );
    }
  });

  it('lets who may manage read, and not the other way round', async () => {
    const client = await serviceAppClient(okta, {
      scopes: ['okta.users.manage', 'okta.groups.read'],
    });
    const token = await client.token();
    assert.equal((await client.call(token, 'GET', '/users')).status, 200);
    const group = { profile: { name: 'New' } };
    assert.equal((await client.call(token, 'POST', '/groups', group)).status, 403);
  });

  it('is refused when it is unknown, too old, revoked, or comes by the wrong scheme', async () => {
    const client = await serviceAppClient(okta, { dpopBoundAccessTokens: false });
    const token = await client.token();
    const ask = async (authorization: string) => {
      const response = await fetch(`${okta.url}/api/v1/users`, { headers: { authorization } });
      const { status, headers } = response;
      const body: unknown = await response.json();
      return { refusal: refusal({ status, headers, body }), challenge: challengeOf(headers) };
    };
    const invalid = [401, 'E0000011'];

    const unknown = await ask('Bearer else');
    assert.deepEqual(unknown.refusal, invalid);
    assert.match(
      unknown.challenge,
      /^Bearer authorization_uri=.*scope="okta.users.read".*error="invalid_token"/,
    );
    assert.deepEqual((await ask(`DPoP ${token}`)).refusal, invalid);
    assert.deepEqual((await ask(`SSWS ${token}`)).refusal, invalid);
    okta.org.settings.clockSkewMs = 3_600_000;
    assert.match((await ask(`Bearer ${token}`)).challenge, /The access token has expired/);
    okta.org.settings.clockSkewMs = 0;
    assert.equal((await client.call(token, 'GET', '/users')).status, 200);

    const response = await fetch(`${okta.url}/_emulator/service-apps/${client.app.id}/tokens`, {
      method: 'DELETE',
    });
    assert.equal(response.status, 204);
    assert.deepEqual((await ask(`Bearer ${token}`)).refusal, invalid);
  });

  describe('that is bound to a key', () => {
    let client: ServiceAppClient;
    let token: string;
    const path = '/users?limit=1';
    const ask = async (
      changes: Parameters<ServiceAppClient['headersFor']>[3],
      without: string[] = [],
    ) => {
      const url = `${okta.url}/api/v1${path}`;
      const headers = Object.entries(await client.headersFor(token, 'GET', url, changes));
      const response = await fetch(url, {
        headers: Object.fromEntries(headers.filter(([name]) => !without.includes(name))),
      });
      const text = await response.text();
      const description = /error="(\w+)", error_description="([^"]+)"/.exec(
        challengeOf(response.headers),
      );
      return [response.status, description?.[1], description?.[2], ...(response.ok ? [] : [text])];
    };
    const invalidProof = (description: string) => [400, 'invalid_dpop_proof', description, ''];

    beforeEach(async () => {
      client = await serviceAppClient(okta);
      token = await client.token();
    });

    it('needs a new proof for every request, without the query of its URL and without a nonce', async () => {
      assert.equal((await ask({}))[0], 200);
      assert.deepEqual(
        await ask({}, ['dpop']),
        invalidProof('The DPoP proof JWT header is missing.'),
      );
      const claims = { jti: 'once' };
      assert.equal((await ask({ claims }))[0], 200);
      assert.deepEqual(
        await ask({ claims }),
        invalidProof('The DPoP proof JWT has already been used.'),
      );
      const htu = `${okta.url}/api/v1${path}`;
      assert.deepEqual(
        await ask({ claims: { htu } }),
        invalidProof("'htu' claim in the DPoP proof JWT is invalid."),
      );
    });

    for (const [claim, value] of Object.entries({
      htm: 'POST',
      ath: 'else',
      iat: 0,
      jti: undefined,
    })) {
      it(`refuses a proof with a wrong ${claim}`, async () => {
        const description = `'${claim}' claim in the DPoP proof JWT is invalid.`;
        assert.deepEqual(await ask({ claims: { [claim]: value } }), invalidProof(description));
      });
    }

    it('refuses a proof by another key', async () => {
      const key = await keyPair();
      assert.deepEqual(await ask({ key }), invalidProof("'jwk' in the DPoP proof JWT is invalid."));
    });

    it('is of no use as a Bearer token', async () => {
      const headers = { authorization: `Bearer ${token}` };
      assert.equal((await fetch(`${okta.url}/api/v1/users`, { headers })).status, 401);
    });
  });

  it('makes the app the actor of what it does', async () => {
    const client = await serviceAppClient(okta, {
      ...{
        label: 'preenroll',
        scopes: ['okta.users.manage', 'okta.groups.manage', 'okta.eventHooks.manage'],
      },
    });
    const token = await client.token();
    const { id } = await oktaApi(okta).createUser();
    await client.call(token, 'PUT', `/groups/${okta.groupA}/users/${id}`);

    const event = okta.org.log.entries.at(-1)?.event;
    assert.equal(event?.eventType, 'group.user_membership.add');
    assert.deepEqual(event.actor, {
      ...{ id: client.app.id, type: 'PublicClientApp', alternateId: client.app.id },
      ...{ displayName: 'preenroll', detailEntry: null },
    });
    assert.equal(event.client.id, client.app.id);
    assert.deepEqual(event.transaction.detail, {});
    const me = await client.call(token, 'GET', '/users/me');
    assert.deepEqual(refusal(me), [404, 'E0000007']);
  });
});

describe('a service app', () => {
  it('is made, changed and removed by the admin endpoints', async () => {
    const okta = await startOktaEmulator({ apiToken: 'token', smtpUrl: 'smtp://127.0.0.1:9' });
    const call = async (method: string, path: string, body?: object) => {
      const response = await fetch(`${okta.url}/_emulator${path}`, {
        ...{ method, headers: { 'content-type': 'application/json' } },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      };
    };
    try {
      const [first, second] = [await keyPair(), await keyPair('RS256')];
      const definition = {
        keys: [first.publicJwk],
        scopes: ['okta.users.read'],
        roles: ['SUPER_ADMIN'],
      };
      const { status, body } = await call('POST', '/service-apps', {
        clientId: '0oaours',
        ...definition,
      });
      assert.deepEqual([status, body['id'], body['dpopBoundAccessTokens']], [201, '0oaours', true]);
      assert.equal(
        (await call('POST', '/service-apps', { clientId: '0oaours', ...definition })).status,
        400,
      );
      assert.equal(
        (await call('POST', '/service-apps', { keys: [{ ...first.publicJwk, d: 'x' }] })).status,
        400,
      );

      const rotated = { keys: [first.publicJwk, second.publicJwk], scopes: ['okta.logs.read'] };
      const changed = await call('PUT', '/service-apps/0oaours', rotated);
      assert.deepEqual(changed.body['scopes'], ['okta.logs.read']);
      assert.equal((changed.body['roles'] as object[]).length, 1);
      assert.equal((await call('PUT', '/service-apps/0oaours', { dpop: true })).status, 400);
      assert.equal((await call('GET', '/service-apps')).status, 200);
      assert.equal((await call('DELETE', '/service-apps/0oaours')).status, 204);
      assert.equal((await call('DELETE', '/service-apps/0oaours')).status, 404);
      assert.equal((await call('DELETE', '/dpop-nonce')).status, 204);
    } finally {
      await okta.close();
    }
  });

  it('of the options is there again after a reset, and its tokens are not', async () => {
    const { publicJwk } = await keyPair();
    const serviceApps = [{ clientId: '0oaours', keys: [publicJwk] }];
    const okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      serviceApps,
    });
    okta.createServiceApp({ keys: [publicJwk] });
    okta.reset();
    assert.deepEqual([...okta.org.access.serviceApps.keys()], ['0oaours']);
    await okta.close();
  });
});
