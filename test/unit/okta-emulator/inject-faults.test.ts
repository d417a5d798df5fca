import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';

import { answerError } from '../../../okta-emulator/errors.js';
import {
  apiFaultSchema,
  matchesRequest,
  type ApiFault,
  type ApiFaultEffect,
} from '../../../okta-emulator/faults/api-fault.js';
import { createArmedFaults, type ArmedFaults } from '../../../okta-emulator/faults/armed-faults.js';
import {
  createHeldRequests,
  type HeldRequests,
} from '../../../okta-emulator/faults/held-requests.js';
import { injectFaults } from '../../../okta-emulator/faults/inject-faults.js';

describe('a fault', () => {
  it('matches by method and by the path without its query', () => {
    const fault = { method: 'POST', path: '^/api/v1/users/[^/]+/factors$' } as const;

    assert.ok(matchesRequest(fault, { method: 'POST', path: '/api/v1/users/00u1/factors' }));
    assert.ok(!matchesRequest(fault, { method: 'GET', path: '/api/v1/users/00u1/factors' }));
    assert.ok(!matchesRequest(fault, { method: 'POST', path: '/api/v1/users/00u1/factors/sms1' }));
    assert.ok(matchesRequest({ path: '/users' }, { method: 'DELETE', path: '/api/v1/users/00u1' }));
  });

  it('is refused if its path is no regular expression or its error code is unknown', () => {
    const hang = { kind: 'hang' };

    assert.ok(apiFaultSchema.safeParse({ path: '/users', effect: hang }).success);
    assert.ok(!apiFaultSchema.safeParse({ path: '(', effect: hang }).success);
    const unknownCode = { kind: 'error', errorCode: 'E9999999' };
    assert.ok(!apiFaultSchema.safeParse({ path: '/users', effect: unknownCode }).success);
  });
});

describe('a request that meets a fault', () => {
  let server: Server;
  let url: string;
  let executed: number;
  let faults: ArmedFaults<ApiFault>;
  let held: HeldRequests;

  beforeEach(async () => {
    executed = 0;
    faults = createArmedFaults<ApiFault>(() => 0);
    held = createHeldRequests();
    const app = express();
    app.use('/api', injectFaults(faults, held));
    app.post('/api/v1/users', (_req, res) => {
      executed += 1;
      res.json({ id: '00u1' });
    });
    app.use(answerError);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/users?activate=false`;
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const post = (signal?: AbortSignal) => fetch(url, { method: 'POST', ...(signal && { signal }) });
  const arm = (effect: ApiFaultEffect) =>
    faults.add({ method: 'POST', path: '^/api/v1/users$', count: 1, effect });
  const assertGoesThrough = async () => {
    assert.equal((await post()).status, 200);
  };

  it('is refused in the words of Okta, once, without being executed', async () => {
    arm({ kind: 'error', errorCode: 'E0000009' });

    const response = await post();
    assert.equal(response.status, 500);
    const body = (await response.json()) as object;
    assert.equal((body as { errorCode: string }).errorCode, 'E0000009');
    assert.deepEqual(Object.keys(body).sort(), [
      'errorCauses',
      'errorCode',
      'errorId',
      'errorLink',
      'errorSummary',
    ]);
    assert.equal(executed, 0);
    await assertGoesThrough();
  });

  it('gets the page of a proxy', async () => {
    arm({ kind: 'raw', status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' });

    const response = await post();
    assert.equal(response.status, 502);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(await response.text(), '<h1>Bad Gateway</h1>');
    assert.equal(executed, 0);
  });

  it('gets half a body', async () => {
    const raw = { kind: 'raw', status: 200, contentType: 'application/json' } as const;
    arm({ ...raw, body: '{"id":"00u1"}', truncated: true });

    const response = await post();
    assert.equal(response.status, 200);
    await assert.rejects(response.json());
  });

  it('is executed late', async () => {
    arm({ kind: 'delay', ms: 60 });

    const started = performance.now();
    await assertGoesThrough();
    assert.ok(performance.now() - started >= 55);
    assert.equal(executed, 1);
  });

  it('is executed and never answered', async () => {
    arm({ kind: 'executed-then-timeout' });

    await assert.rejects(post(AbortSignal.timeout(150)), { name: 'TimeoutError' });
    assert.equal(executed, 1);
    await assertGoesThrough();
  });

  it('hangs until it is released, and is executed then', async () => {
    arm({ kind: 'hang' });
    const arrived = once(server, 'request');
    const response = post();
    await arrived;

    const [request] = held.list();
    assert.equal(request?.path, '/api/v1/users?activate=false');
    assert.equal(executed, 0);
    assert.ok(held.release(request.id));
    assert.equal((await response).status, 200);
    assert.equal(executed, 1);
    assert.ok(!held.release(request.id));
  });

  it('hangs until it is dropped, and is never executed', async () => {
    arm({ kind: 'hang' });
    const arrived = once(server, 'request');
    const response = assert.rejects(post());
    await arrived;

    assert.ok(held.drop(held.list()[0]?.id ?? ''));
    await response;
    assert.equal(executed, 0);
  });

  it('is no longer held when its sender has given up', async () => {
    arm({ kind: 'hang' });
    const arrived = once(server, 'request');
    const controller = new AbortController();
    const response = assert.rejects(post(controller.signal));
    const [, res] = (await arrived) as [unknown, NodeJS.EventEmitter];
    assert.equal(held.list().length, 1);

    const closed = once(res, 'close');
    controller.abort();
    await response;
    await closed;
    assert.deepEqual(held.list(), []);
  });

  it('has its connection reset without being executed', async () => {
    arm({ kind: 'reset' });

    await assert.rejects(post(), ({ cause }: { cause: { code: string } }) => {
      assert.equal(cause.code, 'ECONNRESET');
      return true;
    });
    assert.equal(executed, 0);
    await assertGoesThrough();
  });

  it('meets a used-up rate limit', async () => {
    arm({ kind: 'rate-limit', resetInSeconds: 20 });

    const { status, headers } = await post();
    assert.equal(status, 429);
    assert.ok(Number(headers.get('x-rate-limit-limit')) > 0);
    assert.equal(headers.get('x-rate-limit-remaining'), '0');
    const resetIn = Number(headers.get('x-rate-limit-reset')) - Date.now() / 1000;
    assert.ok(resetIn > 18 && resetIn <= 21, `${resetIn}`);
  });

  it('meets the concurrency limit, with a limit and a remainder of 0', async () => {
    arm({ kind: 'concurrency-limit' });

    const { status, headers } = await post();
    assert.equal(status, 429);
    assert.equal(headers.get('x-rate-limit-limit'), '0');
    assert.equal(headers.get('x-rate-limit-remaining'), '0');
  });
});
