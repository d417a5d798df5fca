import assert from 'node:assert/strict';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import {
  createRateLimitWindows,
  type RateLimitWindow,
} from '../../../okta-emulator/rate-limit-windows.js';
import { defaultRateLimits } from '../../../okta-emulator/rate-limits.js';
import { oktaApi, refusal, type ApiAnswer, type OktaApi } from './okta-api.js';

describe('rate limits', () => {
  let okta: OktaEmulator;
  let api: OktaApi;

  const start = async (options: Partial<Parameters<typeof startOktaEmulator>[0]>) => {
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      ...options,
    });
    api = oktaApi(okta);
  };
  const limits = ({ headers }: ApiAnswer) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-rate-limit-${name}`)));
  const violations = () =>
    okta.org.log.entries.filter(({ event }) => event.eventType.endsWith('.violation'));

  afterEach(() => okta.close());

  it('count each bucket by itself, as Okta divides them', async () => {
    await start({});
    const user = await api.createUser();
    const remaining = async (method: string, path: string, body?: unknown) =>
      limits(await api.call(method, path, body)).slice(0, 2);

    assert.deepEqual(await remaining('POST', `/users/${user.id}/lifecycle/activate`), [300, 298]);
    assert.deepEqual(await remaining('GET', `/users/${user.id}/factors`), [300, 297]);
    assert.deepEqual(await remaining('GET', `/users/${user.id}`), [1000, 999]);
    assert.deepEqual(await remaining('POST', `/users/${user.id}`, { profile: {} }), [300, 299]);
    assert.deepEqual(await remaining('PUT', `/groups/${okta.groupA}/users/${user.id}`), [250, 249]);
    assert.deepEqual(await remaining('GET', `/groups`), [250, 248]);
    assert.deepEqual(await remaining('GET', `/groups/${okta.groupA}`), [500, 499]);
    assert.deepEqual(await remaining('GET', `/logs`), [60, 59]);
    assert.deepEqual(await remaining('GET', `/authenticators`), [600, 599]);
  });

  it('refuse what is over the limit until the second that the answer names', async () => {
    await start({ rateLimits: { users: 2 }, rateLimitWindowSeconds: 2 });
    const first = await api.call('GET', '/users');
    const second = await api.call('GET', '/users');
    const third = await api.call('GET', '/users');
    const fourth = await api.call('GET', '/users');

    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.deepEqual(refusal(third), [429, 'E0000047']);
    assert.equal(fourth.status, 429);
    const [limit, remaining, reset = 0] = limits(third);
    assert.deepEqual([limit, remaining], [2, 0]);
    const seconds = reset - Date.now() / 1000;
    assert.ok(seconds > 0 && seconds <= 3, `${String(seconds)} s to the reset`);
    assert.equal(third.headers.get('retry-after'), null);
    assert.equal(violations().length, 1);

    while ((await api.call('GET', '/users')).status === 429) {
      assert.ok(Date.now() / 1000 < reset + 1, 'still refused after the reset');
    }
    assert.ok(Date.now() / 1000 >= reset, 'served before the reset');
  });

  it('are told window by window, and by who asked', async () => {
    await start({ rateLimits: { groups: 3, users: 0 } });
    await api.call('GET', '/groups');
    const headers = { authorization: 'SSWS token', 'x-emulator-client': 'other' };
    for (let n = 0; n < 3; n += 1) await fetch(`${okta.url}/api/v1/groups`, { headers });
    await api.call('GET', '/users');

    const answer = await fetch(`${okta.url}/_emulator/rate-limits`);
    const [groups, users, ...others] = (await answer.json()) as RateLimitWindow[];

    assert.deepEqual(others, []);
    const { began, ends, ...counted } = groups ?? assert.fail();
    assert.deepEqual(counted, {
      ...{ bucket: 'groups', limit: 3, used: 3, refused: 1 },
      clients: { unnamed: { used: 1, refused: 0 }, other: { used: 2, refused: 1 } },
    });
    const seconds = (Date.parse(String(ends)) - Date.parse(String(began))) / 1000;
    assert.ok(seconds >= 59.5 && seconds <= 60.5, `a window of ${seconds} seconds`);
    assert.deepEqual([users?.bucket, users?.used, users?.refused], ['users', 0, 1]);
    assert.equal(violations().length, 2);
  });

  it('refuse too many requests at the same time with a limit of 0', async () => {
    await start({ concurrencyLimit: 1 });
    okta.apiFaults.add({
      method: 'GET',
      path: '^/api/v1/users$',
      effect: { kind: 'hang' },
      count: 1,
    });
    const held = api.call('GET', '/users');
    while (okta.heldRequests.list().length === 0) await new Promise(setImmediate);

    const refused = await api.call('GET', '/groups');
    const [request] = okta.heldRequests.list();
    okta.heldRequests.release(request?.id ?? '');

    assert.deepEqual(refusal(refused), [429, 'E0000047']);
    assert.deepEqual(limits(refused).slice(0, 2), [0, 0]);
    assert.equal((await held).status, 200);
    assert.equal((await api.call('GET', '/groups')).status, 200);
    assert.equal(violations()[0]?.event.eventType, 'core.concurrency.org.limit.violation');
  });
});

describe('the windows of a rate limit', () => {
  const limits = {
    perWindow: { ...defaultRateLimits, users: 2 },
    windowSeconds: 6,
    concurrency: 1,
  };
  const realNow = Date.now;
  let now = 0;

  beforeEach(() => {
    now = 1_000_000_000_010;
    Date.now = () => now;
  });
  afterEach(() => {
    Date.now = realNow;
  });

  it('follow each other in a busy bucket as often as they should, though they end at whole seconds', () => {
    const windows = createRateLimitWindows(limits);
    for (let n = 0; n < 10_000; n += 1) {
      windows.count('users', 'busy');
      now += 60;
    }

    assert.equal(windows.list().length, 100);
    for (const { ends } of windows.list()) assert.equal(ends.getMilliseconds(), 0);
  });

  it('are forgotten, the oldest first', () => {
    const windows = createRateLimitWindows(limits);
    for (let n = 0; n < 4_000; n += 1) {
      windows.count('users', 'idle');
      now += 10_000;
    }

    const kept = windows.list();
    assert.equal(kept.length, 2_500);
    assert.equal(kept.at(-1)?.began.getTime(), now - 10_000);
  });
});
