import assert from 'node:assert/strict';
import {
  OktaApiError,
  OktaPacedError,
  OktaUnreachableError,
} from '../../../src/okta/okta-errors.js';
import { createOktaSdkClient } from '../../../src/okta/okta-sdk-client.js';
import { createPacer, type OktaPacer } from '../../../src/okta/pacing/create-pacer.js';
import { startScriptedOkta, type ScriptedOkta } from './scripted-okta.js';
import { ssws } from '../../support/ssws.js';

const userId = '00u00000000000000001';

describe('one request to Okta', () => {
  let server: ScriptedOkta;

  beforeEach(async () => {
    server = await startScriptedOkta();
  });

  afterEach(() => server.close());

  const getUser = ({ orgUrl = server.url, requestTimeoutMs = 5_000 } = {}) =>
    createOktaSdkClient({ orgUrl, credential: ssws('00token'), requestTimeoutMs }).getUser(userId);

  async function unanswered(request: Promise<unknown>): Promise<string> {
    const [outcome] = await Promise.allSettled([request]);
    assert(outcome.status === 'rejected', 'the request was answered');
    assert(outcome.reason instanceof OktaUnreachableError, String(outcome.reason));
    const prefix = 'No usable answer from Okta to GET /api/v1/users/{id}: ';
    assert.ok(outcome.reason.message.startsWith(prefix));
    assert.equal(server.requests.length <= 1, true, 'the request was repeated');
    return outcome.reason.message.slice(prefix.length);
  }

  async function refused(request: Promise<unknown>): Promise<OktaApiError> {
    const [outcome] = await Promise.allSettled([request]);
    assert(outcome.status === 'rejected', 'the request was accepted');
    assert(outcome.reason instanceof OktaApiError, String(outcome.reason));
    assert.equal(server.requests.length, 1, 'the request was repeated');
    return outcome.reason;
  }

  describe('that Okta refuses', () => {
    it('is not repeated, and names the code without ids and texts', async () => {
      const json = {
        errorCode: 'E0000009',
        errorSummary: `Internal Server Error about ${userId}`,
        errorId: 'oae1',
        errorCauses: [{ errorSummary: 'for ann@example.com' }, { errorSummary: 'twice' }],
      };
      server.answer({ status: 500, json });

      const error = await refused(getUser());
      assert.equal(error.message, 'Okta answered 500 E0000009 to GET /api/v1/users/{id}');
      assert.deepEqual(error.causes, ['for ann@example.com', 'twice']);
    });

    for (const causes of [{}, { errorCauses: null }, { errorCauses: [{ errorSummary: 7 }] }]) {
      it(`may add ${JSON.stringify(causes)}, which gives no cause`, async () => {
        server.answer({ status: 400, json: { errorCode: 'E0000001', ...causes } });

        assert.deepEqual((await refused(getUser())).causes, []);
      });
    }
  });

  describe('that Okta refuses in a header alone', () => {
    const challenge = (status: number, text: string, headers: Record<string, string> = {}) => {
      server.answer({ status, headers: { 'www-authenticate': text, ...headers } });
    };

    it('for want of a scope, names the scope', async () => {
      challenge(
        403,
        'Bearer authorization_uri="https://example.okta.com/oauth2/v1/authorize", scope="okta.users.read", error="insufficient_scope", error_description="The access token provided does not contain the required scopes."',
      );

      const error = await refused(getUser());
      assert.equal(error.errorCode, 'insufficient_scope');
      assert.equal(
        error.message,
        'Okta answered 403 insufficient_scope to GET /api/v1/users/{id}; the service app has not been granted okta.users.read',
      );
    });

    it('for its token, names the code', async () => {
      challenge(401, 'DPoP algs="ES256", error="invalid_token"');

      const { status, errorCode } = await refused(getUser());
      assert.deepEqual([status, errorCode], [401, 'invalid_token']);
    });

    it('for its proof, says that it is the proof, or the clock', async () => {
      const text = `DPoP error="invalid_dpop_proof", error_description="'iat' claim is invalid."`;
      challenge(400, text);
      await assert.rejects(getUser(), { name: 'OktaTokenRefusedError', reason: 'dpop-refused' });

      challenge(400, text, { date: new Date(Date.now() - 600_000).toUTCString() });
      await assert.rejects(getUser(), { name: 'OktaTokenRefusedError', reason: 'clock' });
    });

    it('in a form that is none says nothing', async () => {
      challenge(403, 'Basic realm="a proxy"');

      assert.equal(await unanswered(getUser()), 'status 403 without an error code');
    });
  });

  describe('that is paced', () => {
    const getPaced = (pacer: OktaPacer, requestTimeoutMs = 5_000) =>
      createOktaSdkClient({
        ...{ orgUrl: server.url, credential: ssws('00token'), requestTimeoutMs, pacer },
      }).getUser(userId);

    function fakePacer() {
      const did: string[] = [];
      const pacer: OktaPacer = {
        ...createPacer({ share: 1, concurrency: 1 }),
        takeTurn(bucket) {
          did.push(`turn for ${bucket}`);
          return Promise.resolve({
            answered: ({ status }) => did.push(`answered ${status}`),
            end: () => did.push('end'),
          });
        },
      };
      return { did, pacer };
    }

    it('waits for its turn, and tells what came of it', async () => {
      const { did, pacer } = fakePacer();
      server.answer({ status: 404, json: { errorCode: 'E0000007' } });

      assert.equal(await getPaced(pacer), undefined);
      assert.deepEqual(did, ['turn for user-reads', 'answered 404', 'end']);
    });

    it('ends its turn where no answer comes', async () => {
      const { did, pacer } = fakePacer();
      server.answer((response) => response.destroy());

      await unanswered(getPaced(pacer));
      assert.deepEqual(did, ['turn for user-reads', 'end']);
    });

    it('is not made where the turn is too far away', async () => {
      const { pacer } = fakePacer();
      const far = { ...pacer, takeTurn: () => Promise.reject(new OktaPacedError('users', 9_000)) };

      await assert.rejects(getPaced(far), OktaPacedError);
      assert.deepEqual(server.requests, []);
    });
  });

  describe('that meets a rate limit', () => {
    const limited = (headers: Record<string, string>) => {
      const date = 'Mon, 05 Jan 2026 08:00:00 GMT';
      const json = { errorCode: 'E0000047', errorCauses: [] };
      server.answer({ status: 429, json, headers: { date, ...headers } });
      return refused(getUser());
    };
    const at = (secondsFromDate: number) =>
      String(Date.UTC(2026, 0, 5, 8) / 1000 + secondsFromDate);
    const bucket = { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0' };

    it("tells the bucket, and the time to the reset by Okta's own clock", async () => {
      const error = await limited({ ...bucket, 'x-rate-limit-reset': at(20) });

      assert.equal(error.status, 429);
      assert.deepEqual(error.rateLimit, { limit: 600, remaining: 0, secondsToReset: 20 });
    });

    it('tells a reset in the past', async () => {
      const { rateLimit } = await limited({ ...bucket, 'x-rate-limit-reset': at(-30) });

      assert.equal(rateLimit?.secondsToReset, -30);
    });

    it('tells the concurrency limit by its two zeros', async () => {
      const zeros = { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0' };
      const { rateLimit } = await limited({ ...zeros, 'x-rate-limit-reset': at(110) });

      assert.deepEqual(rateLimit, { limit: 0, remaining: 0, secondsToReset: 110 });
    });

    it('takes the first of a header that a proxy has doubled', async () => {
      const { rateLimit } = await limited({
        ...bucket,
        'x-rate-limit-reset': `${at(20)}, ${at(90)}`,
      });

      assert.equal(rateLimit?.secondsToReset, 20);
    });

    const unusable: [what: string, headers: Record<string, string>][] = [
      ['no headers', {}],
      ['no reset', bucket],
      ['a reset that is no number', { ...bucket, 'x-rate-limit-reset': 'soon' }],
      ['no limit', { 'x-rate-limit-reset': at(20) }],
      ['a date that is none', { ...bucket, 'x-rate-limit-reset': at(20), date: 'today' }],
    ];
    for (const [what, headers] of unusable) {
      it(`tells nothing about the bucket given ${what}`, async () => {
        assert.equal((await limited(headers)).rateLimit, undefined);
      });
    }

    it('may be told by a proxy in HTML', async () => {
      server.answer({ status: 429, text: '<h1>Slow down</h1>' });

      assert.equal((await refused(getUser())).status, 429);
    });
  });

  describe('that Okta itself does not answer', () => {
    for (const status of [400, 401, 403, 404, 502, 503, 504]) {
      it(`is not believed to be refused: ${status} in HTML`, async () => {
        server.answer({ status, text: `<h1>${userId}</h1>` });

        assert.equal(await unanswered(getUser()), `status ${status} without an error code`);
      });
    }

    it('is not redirected, and the token stays at home', async () => {
      const elsewhere = await startScriptedOkta();
      try {
        for (const status of [301, 302, 303, 307, 308]) {
          server.answer({ status, headers: { location: `${elsewhere.url}/api/v1/users/x` } });
          await assert.rejects(getUser(), OktaUnreachableError);
        }
        assert.deepEqual(elsewhere.requests, []);
      } finally {
        await elsewhere.close();
      }
    });
  });

  describe('that is answered badly', () => {
    const whole = JSON.stringify({ id: userId, status: 'ACTIVE', profile: {} });
    const withoutBody = 'status 200 without a readable body';

    it('with HTML for JSON', async () => {
      server.answer({ status: 200, text: '<h1>Sign in to the network</h1>' });

      assert.equal(await unanswered(getUser()), withoutBody);
    });

    it('with half of the JSON', async () => {
      server.answer({ status: 200, text: whole.slice(0, 20) });

      assert.equal(await unanswered(getUser()), withoutBody);
    });

    for (const status of [200, 204]) {
      it(`with nothing, as ${status}`, async () => {
        server.answer({ status });

        assert.equal(await unanswered(getUser()), `status ${status} without a readable body`);
      });
    }

    it('with a connection that is reset, before the answer or in the middle of it', async () => {
      server.answer((response) => response.destroy());
      assert.match(await unanswered(getUser()), /^[A-Z_]+$/);

      const again = await startScriptedOkta();
      again.answer((response) => {
        response.writeHead(200, { 'content-length': whole.length });
        response.write(whole.slice(0, 20), () => response.destroy());
      });
      try {
        assert.match(await unanswered(getUser({ orgUrl: again.url })), /^[A-Z_]+$/);
      } finally {
        await again.close();
      }
    });

    it('by nobody', async () => {
      const gone = await startScriptedOkta();
      await gone.close();

      assert.equal(await unanswered(getUser({ orgUrl: gone.url })), 'ECONNREFUSED');
    });

    it('with silence, until the timeout', async () => {
      server.answer(() => undefined);

      assert.equal(await unanswered(getUser({ requestTimeoutMs: 100 })), 'TimeoutError');
    });

    it('with a body that never ends, until the timeout', async () => {
      server.answer((response) => {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => {
          clearInterval(drip);
        });
      });

      assert.equal(await unanswered(getUser({ requestTimeoutMs: 100 })), 'TimeoutError');
    });
  });
});
