import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startHealthServer, type HealthServer } from '../../../src/health/health-server.js';
import { joinProbes, type Found } from '../../../src/health/probes.js';
import { createWorkerHealth, type WorkerHealth } from '../../../src/worker-health/worker-health.js';
import { workerProbes } from '../../../src/worker-health/worker-probes.js';

describe('the health server', () => {
  let health: WorkerHealth;
  let server: HealthServer;
  beforeEach(async () => {
    health = createWorkerHealth({ unheardMs: -1, staleMs: 60_000, awayMs: 60_000 });
    server = await startHealthServer('127.0.0.1:0', workerProbes(health));
  });
  afterEach(() => server.close());

  async function ask(path: string, method = 'GET') {
    const response = await fetch(new URL(path, server.url), { method });
    return { status: response.status, body: await response.json() };
  }

  it('says 200 or 503, and why', async () => {
    assert.deepEqual(await ask('/livez'), { status: 200, body: { status: 'starting' } });
    health.polls();
    health.temporalAnswered();
    assert.deepEqual(await ask('/livez'), { status: 503, body: { status: 'not-heard' } });
    assert.deepEqual(await ask('/readyz'), {
      status: 503,
      body: {
        ...{ status: 'not ready', temporal: 'answers', polling: 'not-heard' },
        ...{ audit: 'no-answer', okta: 'not-asked' },
      },
    });
  });

  it('knows no other path and no other method', async () => {
    assert.equal((await ask('/metrics')).status, 404);
    assert.equal((await ask('/livez', 'POST')).status, 405);
  });

  it('tells HEAD the same, without a body', async () => {
    const { status } = await fetch(new URL('/livez', server.url), { method: 'HEAD' });
    assert.equal(status, 200);
  });

  it('says that an address cannot be had', async () => {
    const taken = new URL(server.url).host;
    await assert.rejects(startHealthServer(taken, new Map()), { code: 'EADDRINUSE' });
  });

  it('does not answer while the event loop is blocked, and answers when it goes on', async () => {
    const blockable = fork(new URL('../../support/health/blockable-health.ts', import.meta.url), {
      execArgv: ['--import', 'tsx'],
    });
    try {
      const [url] = (await once(blockable, 'message')) as [string];
      const live = (ms: number) =>
        fetch(new URL('/livez', url), { signal: AbortSignal.timeout(ms) });
      assert.equal((await live(5_000)).status, 200);
      blockable.send('block');
      assert.deepEqual((await once(blockable, 'message'))[0], 'blocked');
      await assert.rejects(live(300), { name: 'TimeoutError' });
      assert.equal((await live(5_000)).status, 200);
    } finally {
      blockable.kill('SIGKILL');
    }
  }).timeout('20s');
});

describe('the probes of several parts in one process', () => {
  const found = (isWell: boolean, status: string, more = {}): (() => Found) => {
    return () => ({ isWell, status, ...more });
  };

  it('are well when all are, and tell what each tells', async () => {
    const joined = joinProbes(
      new Map([['/readyz', found(true, 'ready', { temporal: 'answers' })]]),
      new Map([
        ['/readyz', found(true, 'ready', { audit: 'none' })],
        ['/livez', found(true, 'polls')],
      ]),
    );
    assert.deepEqual([...joined.keys()], ['/readyz', '/livez']);
    assert.deepEqual(await joined.get('/readyz')?.(), {
      ...{ isWell: true, status: 'ready', temporal: 'answers', audit: 'none' },
    });
    assert.deepEqual(await joined.get('/livez')?.(), { isWell: true, status: 'polls' });
  });

  it('are not when one is not, whichever it is', async () => {
    const well = new Map([['/readyz', found(true, 'ready')]]);
    const unwell = new Map([['/readyz', found(false, 'not ready')]]);
    for (const parts of [
      [well, unwell],
      [unwell, well],
    ]) {
      assert.deepEqual(await joinProbes(...parts).get('/readyz')?.(), {
        ...{ isWell: false, status: 'not ready' },
      });
    }
  });
});
