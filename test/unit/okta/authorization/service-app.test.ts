import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServiceApp } from '../../../../src/okta/authorization/credential.js';
import { createServiceAppAuthorization } from '../../../../src/okta/authorization/service-app.js';
import { createFetch } from '../../../../src/okta/create-fetch.js';
import {
  OktaApiError,
  OktaTokenRefusedError,
  OktaUnreachableError,
} from '../../../../src/okta/okta-errors.js';
import { createOktaSdkClient } from '../../../../src/okta/okta-sdk-client.js';
import { createPacer } from '../../../../src/okta/pacing/create-pacer.js';
import { useTemporaryDirectory } from '../../../support/temporary-directory.js';
import { ecKey, rsaKey, type TestKey } from './keys.js';
import { startTokenServer, type TokenServer, type TokenServerOptions } from './token-server.js';

const userId = '00u00000000000000001';
const scopes = ['okta.users.read', 'okta.users.manage', 'okta.logs.read'];

describe('a service app', () => {
  const key = ecKey('key-1');
  let server: TokenServer;

  async function start(options: Partial<TokenServerOptions> = {}): Promise<void> {
    server = await startTokenServer({ keys: [key.publicJwk], ...options });
  }

  afterEach(() => server.close());

  const app = (more: Partial<ServiceApp> = {}): ServiceApp => ({
    mode: 'PrivateKey',
    ...{ clientId: server.clientId, scopes, isDpopUsed: true },
    privateKey: { value: key.jwkText },
    ...more,
  });

  const client = (more: Partial<ServiceApp> = {}) =>
    createOktaSdkClient({ orgUrl: server.url, credential: app(more), requestTimeoutMs: 5_000 });

  /** With a clock that only moves when it is told to. */
  function withClock(more: Partial<ServiceApp> = {}) {
    const clock = { ms: 0 };
    const missing: string[] = [];
    const failed: unknown[] = [];
    const authorization = createServiceAppAuthorization(app(more), {
      ...{ orgUrl: server.url, send: createFetch(undefined), timeoutMs: 5_000 },
      observer: {
        scopesMissing: (names) => missing.push(...names),
        renewalFailed: (error) => failed.push(error),
      },
      now: () => clock.ms,
    });
    const call = async (authorizer?: Awaited<ReturnType<typeof authorization.current>>) => {
      const used = authorizer ?? (await authorization.current());
      const url = `${server.url}/api/v1/users/${userId}?expand=x`;
      const response = await fetch(url, { headers: await used.authorize({ method: 'GET', url }) });
      await response.text();
      return { response, used };
    };
    return { clock, missing, failed, authorization, call };
  }

  async function refusal(work: Promise<unknown>): Promise<OktaTokenRefusedError> {
    const [outcome] = await Promise.allSettled([work]);
    assert(outcome.status === 'rejected', 'it went through');
    assert(outcome.reason instanceof OktaTokenRefusedError, String(outcome.reason));
    return outcome.reason;
  }

  describe('proves who it is', () => {
    const keys: [what: string, make: () => TestKey, algorithm: string][] = [
      ['RSA', () => rsaKey('k'), 'RS256'],
      ['EC on P-256', () => ecKey('k'), 'ES256'],
      ['EC on P-384', () => ecKey('k', 'P-384'), 'ES384'],
      ['EC on P-521', () => ecKey('k', 'P-521'), 'ES512'],
    ];
    for (const [what, make, algorithm] of keys) {
      it(`with a key of the kind ${what}`, async () => {
        const made = make();
        await start({ keys: [made.publicJwk], wantsProof: true, wantsNonce: true });

        assert.equal(
          (await client({ privateKey: { value: made.jwkText } }).getUser(userId))?.id,
          userId,
        );
        const [assertion] = server.assertions;
        assert(assertion);
        assert.equal(assertion.header['alg'], algorithm);
        assert.equal(assertion.header['kid'], 'k');
      });
    }

    it('with a PEM, and the id that the configuration names', async () => {
      await start();
      const pem = key.privateKey.export({ format: 'pem', type: 'sec1' }) as string;

      await client({ privateKey: { value: pem }, keyId: 'key-1' }).getUser(userId);
      assert.equal(server.assertions.length, 1);
    });

    it('and never sends the token that the SDK was given', async () => {
      await start();
      await client().getUser(userId);

      assert.deepEqual(
        server.authorizations.map((sent) => sent.split(' ')[0]),
        ['DPoP'],
      );
    });
  });

  describe('proves possession', () => {
    it('after the endpoint has asked for a nonce, and keeps the nonce', async () => {
      await start({ wantsProof: true, wantsNonce: true, lifetime: 100 });
      const { clock, call } = withClock();

      await call();
      assert.equal(server.tokenRequests(), 2);
      clock.ms += 95_000;
      await call();
      assert.equal(server.tokenRequests(), 3, 'the nonce was asked for again');
    });

    it('with a key of this process, which the proofs of all requests have', async () => {
      await start();
      const okta = client();
      await okta.getUser(userId);
      await okta.getUser(userId);

      const keys = server.proofs.map(({ header }) => JSON.stringify(header['jwk']));
      assert.equal(server.proofs.length, 3);
      assert.equal(new Set(keys).size, 1);
      assert.notEqual(keys[0], JSON.stringify(key.publicJwk));
    });

    it('and answers the demand for a nonce of the API once', async () => {
      await start();
      const headers = {
        'dpop-nonce': 'of-the-api',
        'www-authenticate': 'DPoP error="use_dpop_nonce"',
      };
      const demand = { status: 401, body: { errorCode: 'E0000011' }, headers };
      server.plan(demand, /users/);

      assert.equal((await client().getUser(userId))?.id, userId);
      assert.equal(server.proofs.at(-1)?.payload['nonce'], 'of-the-api');
      server.plan(demand, /users/);
      server.plan(demand, /users/);
      await assert.rejects(client().getUser(userId), { status: 401 });
    });

    it('unless it is told not to, or the app gives a token that needs none', async () => {
      await start();
      await client({ isDpopUsed: false }).getUser(userId);
      assert.deepEqual(server.proofs, []);

      server.plan({
        status: 200,
        body: { token_type: 'Bearer', expires_in: 3600, access_token: 'free' },
      });
      await assert.rejects(client().getUser(userId), { status: 401 });
      assert.equal(server.authorizations.at(-1), 'Bearer free');
    });

    it('and says so where it is off and wanted', async () => {
      await start({ wantsProof: true });

      const { reason, message } = await refusal(client({ isDpopUsed: false }).getUser(userId));
      assert.equal(reason, 'dpop-required');
      assert.match(message, /Remove OKTA_CLIENT_DPOP/);
    });
  });

  describe('has one token', () => {
    it('for twenty calls at once', async () => {
      await start();
      const okta = client();
      await Promise.all(Array.from({ length: 20 }, () => okta.getUser(userId)));

      assert.equal(server.tokenRequests(), 1);
      assert.equal(server.authorizations.length, 20);
    });

    it('that is renewed before its end, while it is used on', async () => {
      await start();
      const { clock, authorization, call } = withClock();
      await call();
      clock.ms = 54 * 60_000;
      await call();
      assert.equal(server.tokenRequests(), 1);

      clock.ms = 56 * 60_000;
      await call();
      await until(() => server.tokenRequests() === 2);
      await until(async () => {
        const headers = await (
          await authorization.current()
        ).authorize({ method: 'GET', url: server.url });
        return headers['authorization'] !== server.authorizations[0];
      });
      assert.equal(server.tokenRequests(), 2);
    });

    it('whose renewal may fail: the old one is used on, and it is told', async () => {
      await start();
      const { clock, failed, call } = withClock();
      await call();
      clock.ms = 56 * 60_000;
      server.plan({ status: 503, body: {} }, /token/);

      assert.equal((await call()).response.status, 200);
      await until(() => failed.length > 0);
      assert.ok(failed[0] instanceof OktaUnreachableError);
    });

    it('that is not used on when it is about to end', async () => {
      await start();
      const { clock, call } = withClock();
      await call();
      clock.ms = 3600_000 - 29_000;
      server.plan('lost', /token/);

      await assert.rejects(call(), OktaUnreachableError);
    });

    it('that is got anew, once, when Okta refuses it', async () => {
      await start();
      const { clock, call } = withClock();
      await call();
      clock.ms = 11_000;
      server.revokeTokens();

      const refused = await Promise.all([call(), call(), call()]);
      const again = await Promise.all(
        refused.map(async ({ response, used }) =>
          call((await used.afterRefusal(response.headers)) ?? assert.fail('it gave up')),
        ),
      );
      assert.deepEqual(
        again.map(({ response }) => response.status),
        [200, 200, 200],
      );
      assert.equal(server.tokenRequests(), 2);
    });

    it('and tells the 401 where another token does not help', async () => {
      await start();
      const { clock, call } = withClock();
      await call();
      clock.ms = 11_000;
      server.revokeTokens();
      const { response, used } = await call();
      const other = (await used.afterRefusal(response.headers)) ?? assert.fail('it gave up');
      server.revokeTokens();
      clock.ms = 30_000;
      const second = await call(other);

      assert.equal(second.response.status, 401);
      assert.equal(await other.afterRefusal(second.response.headers), undefined);
    });

    it('and asks for no other one where it has just been given', async () => {
      await start();
      server.plan({ status: 401, body: { errorCode: 'E0000011' } }, /users/);

      await assert.rejects(
        client().getUser(userId),
        (error) => error instanceof OktaApiError && error.status === 401,
      );
      assert.equal(server.tokenRequests(), 1);
    });
  });

  describe('is asked for no token', () => {
    it('for some seconds after one was refused', async () => {
      await start({ keys: [] });
      const { clock, authorization } = withClock();
      const first = await refusal(authorization.current());
      assert.equal(await refusal(authorization.current()), first);
      assert.equal(server.tokenRequests(), 1);

      server.options.keys = [key.publicJwk];
      clock.ms = 2_001;
      await authorization.current();
    });

    it('before the reset that a 429 tells', async () => {
      await start();
      const at = Math.floor(Date.now() / 1000) + 40;
      const headers = {
        'x-rate-limit-limit': '150',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(at),
      };
      server.plan({ status: 429, body: { errorCode: 'E0000047' }, headers });
      const { clock, authorization } = withClock();

      await assert.rejects(authorization.current(), { status: 429 });
      clock.ms = 30_000;
      await assert.rejects(authorization.current(), { status: 429 });
      assert.equal(server.tokenRequests(), 1);
      clock.ms = 43_000;
      await authorization.current();
    });

    it('in the buckets of the pacer', async () => {
      await start();
      const pacer = createPacer({ share: 1, concurrency: 1, division: { workers: 1, rank: 0 } });
      await createOktaSdkClient({
        ...{ orgUrl: server.url, credential: app(), requestTimeoutMs: 5_000, pacer },
      }).getUser(userId);

      assert.deepEqual(
        pacer.status().buckets.map(({ bucket }) => bucket),
        ['user-reads'],
      );
    });
  });

  describe('may get another key while it runs', () => {
    const directory = useTemporaryDirectory();

    it('by its file', async () => {
      await start({ lifetime: 100 });
      const file = path.join(directory(), 'key.json');
      writeFileSync(file, key.jwkText);
      const { clock, authorization, call } = withClock({ privateKey: { file } });
      await call();

      const next = ecKey('key-2', 'P-384');
      server.options.keys = [next.publicJwk];
      writeFileSync(file, `${next.jwkText}\n`);
      clock.ms = 95_000;
      assert.equal((await call()).response.status, 200);
      assert.deepEqual(
        server.assertions.map(({ header }) => header['kid']),
        ['key-1', 'key-2'],
      );

      writeFileSync(file, 'half of a key');
      clock.ms += 95_000;
      const { reason, message } = await refusal(authorization.current());
      assert.equal(reason, 'key-unreadable');
      assert.doesNotMatch(message, /half of a key|key\.json/);
    });
  });

  describe('that was not granted all scopes', () => {
    it('works with those that it has, and tells which are missing, also at the call that needs them', async () => {
      await start({ granted: ['okta.users.manage'] });
      const { missing, call } = withClock();
      await call();
      // Who may manage users may read them.
      assert.deepEqual(missing, ['okta.logs.read']);

      server.plan({ status: 403, body: { errorCode: 'E0000006' } }, /users/);
      await assert.rejects(client().getUser(userId), {
        message:
          'Okta answered 403 E0000006 to GET /api/v1/users/{id}; the service app has not been granted okta.logs.read',
      });
    });

    it('but none at all is told which it asked for', async () => {
      await start({ granted: [] });

      const { reason, message } = await refusal(client().getUser(userId));
      assert.equal(reason, 'scope-not-granted');
      for (const scope of scopes) assert.ok(message.includes(scope), message);
    });
  });
});

/** Rejects by the test's own timeout if it never holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
