import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { sweepScheduleId } from '../../../src/contract/group-a-sweep.js';
import { taskQueue } from '../../../src/contract/task-queues.js';
import type { DoctorSettings } from '../../../src/doctor/evidence.js';
import { createReaders } from '../../../src/doctor/readers/create-readers.js';
import { runDoctor } from '../../../src/doctor/run-doctor.js';
import { ensureGroupASweepSchedule } from '../../../src/schedules/group-a-sweep-schedule.js';
import { createLogger } from '../../../src/process/logger.js';
import { createClient } from '../../../src/temporal/client.js';
import { createSettings } from '../../support/settings.js';
import { until } from '../../end-to-end/support/until.js';
import { useDevServer, workflowBundle } from '../../support/temporal.js';

const day = 24 * 60 * 60_000;

describe('the doctor in front of a Temporal server', function () {
  this.timeout('60s');
  const environment = useDevServer();
  const settings: DoctorSettings = {
    populations: createSettings({ A: 'a', B: 'b' }).populations,
    ...{ hookEventTypes: [], intervalSeconds: 60, share: 1, audit: 'none' },
    scheduleIds: [sweepScheduleId],
  };

  async function statuses(client: Client, ...only: string[]) {
    const results = await runDoctor({
      only,
      readers: createReaders({
        settings: () => settings,
        ...{ oddNames: [], temporalConfigFile: { isNamed: false, exists: false } },
        temporal: client,
      }),
    });
    return results.map(({ id, status, evidence }) => `${id}: ${status}: ${evidence}`).join('\n');
  }

  /** Without search attributes, Schedules and workers. */
  async function newNamespace(): Promise<Client> {
    const { client, connection } = environment();
    const namespace = `doctor-${randomUUID()}`;
    await client.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (3 * day) / 1_000 } as never,
    });
    const own = new Client({ connection, namespace });
    await until('the namespace is there', async () => {
      await own.workflowService.describeNamespace({ namespace });
      return true;
    });
    return own;
  }

  it('names what a new namespace lacks', async () => {
    const said = await statuses(
      await newNamespace(),
      ...['temporal-reachable', 'temporal-namespace', 'temporal-search-attributes'],
      ...[
        'temporal-schedules',
        'temporal-worker',
        'temporal-worker-versions',
        'temporal-dev-server',
      ],
      'system-log-lag',
    );

    assert.match(said, /^temporal-reachable: ok: version 1\.\d+/m);
    assert.match(said, /^temporal-namespace: ok: doctor-/m);
    assert.match(said, /^temporal-search-attributes: failure: missing: OktaUserId, /m);
    assert.match(said, /^temporal-schedules: failure: missing: sweep-group-a$/m);
    assert.match(said, /^temporal-worker: failure: nobody polls preenroll, preenroll-users/m);
    assert.match(said, /^temporal-worker-versions: unknown/m);
    assert.match(said, /^temporal-dev-server: warning/m);
    assert.match(said, /^system-log-lag: warning: there was no pass yet$/m);
  });

  it('sees the worker, its version and the paused Schedule', async () => {
    const { client, nativeConnection } = environment();
    const namespace = client.options.namespace;
    await ensureGroupASweepSchedule(client, { hour: 3 }, createLogger('silent'));
    const schedule = client.schedule.getHandle(sweepScheduleId);
    const worker = await Worker.create({
      ...{ connection: nativeConnection, namespace, taskQueue },
      workflowBundle: await workflowBundle(),
    });
    await worker.runUntil(async () => {
      await until('the worker is seen', async () =>
        (await statuses(client, 'temporal-worker-versions')).includes('ok: one version'),
      );
      assert.match(await statuses(client, 'temporal-worker'), /nobody polls preenroll-users, /);
      assert.match(await statuses(client, 'temporal-search-attributes'), /ok: all/);
      assert.match(await statuses(client, 'temporal-schedules'), /ok: sweep-group-a/);
      await schedule.pause('INC-1');
      assert.match(await statuses(client, 'temporal-schedules'), /warning: paused: sweep-group-a/);
    });
    await schedule.delete();
  });

  it('says that the namespace, or the server, is not there', async () => {
    const { connection } = environment();
    const nowhere = new Client({ connection, namespace: 'nowhere' });
    assert.match(await statuses(nowhere, 'temporal-namespace'), /failure: Temporal: not found/);

    const away = createClient({
      ...{ namespace: 'default', connectionOptions: { address: '127.0.0.1:9' } },
    });
    const said = await statuses(away, 'temporal-reachable', 'temporal-worker');
    await away.connection.close();
    assert.match(said, /^temporal-reachable: failure: Temporal: (unavailable|no answer in time)$/m);
    assert.match(said, /^temporal-worker: unknown: /m);
  });
});
