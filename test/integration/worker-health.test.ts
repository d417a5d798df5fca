import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createClient } from '../../src/temporal/client.js';
import { startHealthServer } from '../../src/health/health-server.js';
import { listenToPolls } from '../../src/worker-health/listen-to-polls.js';
import { createWorkerHealth } from '../../src/worker-health/worker-health.js';
import { workerProbes } from '../../src/worker-health/worker-probes.js';
import { until } from '../end-to-end/support/until.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { useLimitedDevServer } from '../support/temporal.js';

describe('a worker that runs', function () {
  this.timeout('60s');
  // A poll that brings nothing ends after a second: one that is not heard shows soon.
  const environment = useLimitedDevServer({ 'matching.longPollExpirationInterval': 1 });

  it('is found out when its polls reach Temporal no more, and is not blamed when Temporal is away', async () => {
    const { address, namespace = 'default' } = environment();
    const polling = await startTcpProxy(address);
    const asking = await startTcpProxy(address);
    const connection = await NativeConnection.connect({ address: polling.address });
    const client = createClient({ namespace, connectionOptions: { address: asking.address } });
    const [taskQueue, identity] = [`health-${randomUUID()}`, `worker-${randomUUID()}`];
    const worker = await Worker.create({
      ...{ connection, namespace, taskQueue, identity },
      activities: { nothing: () => Promise.resolve() },
    });
    const running = worker.run();

    const health = createWorkerHealth({ unheardMs: 3_000, staleMs: 1_000, awayMs: 60_000 });
    let heard = 0;
    const counting = {
      ...health,
      heard() {
        heard += 1;
        health.heard();
      },
    };
    health.hasNoAudit();
    health.polls();
    const stopped = new AbortController();
    const listening = listenToPolls(client, {
      ...{ taskQueue, identity, health: counting, everyMs: 50, stopped: stopped.signal },
    });
    const server = await startHealthServer('127.0.0.1:0', workerProbes(health));
    const statusOf = async (path: string) => (await fetch(new URL(path, server.url))).status;

    try {
      await until('it is ready', async () => (await statusOf('/readyz')) === 200);
      await until('several of its polls are heard', () => heard > 3);
      assert.equal(await statusOf('/livez'), 200);

      polling.swallowsAnswers = true;
      await until('it is found out', async () => (await statusOf('/livez')) === 503);
      assert.deepEqual(health.liveness(), { isWell: false, status: 'not-heard' });
      assert.equal(await statusOf('/readyz'), 503);

      polling.swallowsAnswers = false;
      polling.cut();
      await until('it is heard again', async () => (await statusOf('/livez')) === 200);

      asking.swallowsAnswers = true;
      await until('it is not ready', async () => (await statusOf('/readyz')) === 503);
      assert.equal(health.readiness().temporal, 'no-answer');
      await until('that lasts', () => health.liveness().status === 'temporal-away');
      assert.equal(await statusOf('/livez'), 200);
    } finally {
      stopped.abort();
      await listening;
      await server.close();
      worker.shutdown();
      await running;
      await connection.close();
      await client.connection.close();
      await Promise.all([polling.close(), asking.close()]);
    }
  });
});
