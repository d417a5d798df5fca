import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { createWorkers } from '../../src/worker/create-workers.js';
import { createPacer } from '../../src/okta/pacing/create-pacer.js';
import type { Division } from '../../src/okta/pacing/bucket-pace.js';
import { readLimits } from '../../src/operate/read-limits.js';
import { readCensus } from '../../src/operate/worker-census.js';
import { createClient } from '../../src/temporal/client.js';
import { joinCensus } from '../../src/worker/worker-census.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const headers = () =>
  new Headers({
    date: new Date().toUTCString(),
    'x-rate-limit-limit': '100',
    'x-rate-limit-remaining': '99',
    'x-rate-limit-reset': String(Math.floor(Date.now() / 1_000) + 60),
  });

describe('the workers at one Okta', function () {
  this.timeout('60s');
  const environment = useDevServer();
  const logger = pino({ level: 'silent' });

  it('find each other, divide the limits, and tell how they stand with them', async () => {
    const { address, namespace = 'default' } = environment();
    const client = createClient({ namespace, connectionOptions: { address } });
    const connection = await NativeConnection.connect({ address });
    const taskQueue = `limits-${randomUUID()}`;
    const pacer = createPacer({ share: 0.9, concurrency: 30 });
    const divisions: Division[] = [];
    const workers = await createWorkers({
      ...{ connection, namespace, taskQueue, pacer, identity: 'one' },
      workflowBundle: await workflowBundle(),
      activities: { addToGroup: () => Promise.resolve() },
    });
    const running = workers.run();
    const census = joinCensus(client, {
      ...{ taskQueue, identity: 'one', logger },
      onDivision(division) {
        divisions.push(division);
        pacer.divide(division);
      },
    });
    let other: ReturnType<typeof joinCensus> | undefined;
    try {
      const turn = await pacer.takeTurn('groups');
      assert.deepEqual(divisions[0], { workers: 1, rank: 0 });
      turn.answered({ status: 200, headers: headers() });
      turn.end();

      // Seen, but without an ear for questions; it has found that it is not alone before it begins.
      const ofOther: Division[] = [];
      await new Promise<void>((resolve) => {
        other = joinCensus(client, {
          ...{ taskQueue, identity: 'two', logger },
          onDivision(division) {
            ofOther.push(division);
            resolve();
          },
        });
      });
      assert.deepEqual(ofOther, [{ workers: 2, rank: 1 }]);
      assert.deepEqual(divisions.at(-1), { workers: 2, rank: 0 });
      assert.deepEqual(await readCensus(client, taskQueue), ['one', 'two']);

      const { answers, silent, backlog } = await readLimits(client, taskQueue);
      assert.deepEqual(silent, ['two']);
      assert.deepEqual(backlog, { users: 0, 'user-reads': 0, groups: 0, logs: 0 });
      const [{ buckets, ...worker } = assert.fail()] = answers;
      assert.deepEqual(worker, { worker: 'one', workers: 2, underWay: 0, concurrency: 15 });
      const [{ resetsAt, ...bucket } = assert.fail()] = buckets.filter(({ limit }) => limit);
      assert.ok(resetsAt);
      assert.deepEqual(bucket, {
        ...{ bucket: 'groups', limit: 100, remaining: 99, share: 90, used: 1, waiting: 0 },
      });
    } finally {
      workers.shutdown();
      await running;
      await Promise.all([census.leave(), other?.leave()]);
      await client.connection.close();
      await connection.close();
    }
  });
});
