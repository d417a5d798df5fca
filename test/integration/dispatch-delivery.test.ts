import assert from 'node:assert/strict';
import type { Client, WorkflowClientInterceptor } from '@temporalio/client';
import { noopMetricMeter } from '@temporalio/common';
import { deliveryStatusQuery, noOutcomes } from '../../src/contract/dispatch-delivery.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { startGateway } from '../../src/gateway.js';
import { createLogger } from '../../src/process/logger.js';
import { addActiveUsers, deliver, deliveryRun } from '../support/deliveries.js';
import { withHires, type Hires } from '../support/hires.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';
import { envelope } from '../unit/hook-gateway/envelope.js';

const nothing = noOutcomes();

const runOf = (client: Client, userId: string) =>
  client.workflow.getHandle(preEnrollUserWorkflowId(userId));

async function runIdsOf(client: Client, userIds: string[]): Promise<string[]> {
  const runs = await Promise.all(userIds.map((userId) => runOf(client, userId).describe()));
  return runs.map(({ runId }) => runId);
}

async function signalsTo(client: Client, userId: string): Promise<(string | null | undefined)[]> {
  const { events } = await runOf(client, userId).fetchHistory();
  return (events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
  );
}

describe('dispatchDelivery', function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  async function hires(
    body: (hires: Hires) => Promise<void>,
    options: Pick<Parameters<typeof withHires>[1], 'clientInterceptors'> = {},
  ): Promise<void> {
    const given = { taskQueue, workflowBundle: await workflowBundle(), ...options };
    await withHires(environment(), given, body);
  }

  it('becomes one run, which starts and signals the runs of 45 events, and counts them', async () => {
    await hires(async ({ client, okta }) => {
      const hinted = okta.addUser();
      const removed = okta.addUser();
      const users = [hinted, removed, ...addActiveUsers(okta, 38)];
      const { log } = okta;
      const delivered = await deliver(client, 'delivery-1', [
        ...users.map((userId) => log.add('user.lifecycle.create', userId)),
        log.add('user.lifecycle.create', hinted),
        log.add('user.session.start', hinted),
        log.add('user.account.update_profile', hinted),
        log.add('user.lifecycle.deactivate', removed),
        log.add('user.session.start', okta.addUser()),
      ]);

      assert.equal(delivered.length, 45);
      assert(delivered.every(({ outcome }) => outcome === 'handed-over'));
      const counts = {
        ...nothing,
        ...{ started: 40, duplicate: 1, signaled: 3, 'no-run': 1 },
      };
      const run = deliveryRun(client, 'delivery-1');
      assert.deepEqual(await run.result(), counts);
      assert.deepEqual(await run.query(deliveryStatusQuery), { events: 45, dispatched: counts });
      assert.equal(new Set(await runIdsOf(client, users)).size, 40);
      // Several signals to one run are sent at the same time, and arrive in any order.
      assert.deepEqual((await signalsTo(client, hinted)).sort(), ['activated', 'profileChanged']);
      assert.deepEqual(await signalsTo(client, removed), ['userRemoved']);
    });
  });

  it('is a duplicate when it is delivered again, running or ended', async () => {
    await hires(async ({ client, okta }) => {
      const users = addActiveUsers(okta, 45);
      const events = users.map((userId) => okta.log.add('user.lifecycle.create', userId));
      const run = deliveryRun(client, 'delivery-1');
      await deliver(client, 'delivery-1', events);
      const { runId } = await run.describe();

      const whileRunning = await deliver(client, 'delivery-1', events);
      await run.result();
      const afterItEnded = await deliver(client, 'delivery-1', events);

      const outcomes = [...whileRunning, ...afterItEnded].map(({ outcome }) => outcome);
      assert.deepEqual(outcomes, new Array(90).fill('duplicate'));
      assert.equal((await run.describe()).runId, runId);
    });
  });

  it('repeats an activity in which one answer was lost, without a second run of anybody', async () => {
    const started: string[] = [];
    const loseTheAnswerToTheSeventh: WorkflowClientInterceptor = {
      async startWithDetails(input, next) {
        const run = await next(input);
        started.push(run.runId);
        if (started.length === 7) throw new Error('The answer is lost');
        return run;
      },
    };

    await hires(
      async ({ client, okta }) => {
        const users = addActiveUsers(okta, 30);
        const events = users.map((userId) => okta.log.add('user.lifecycle.create', userId));
        await deliver(client, 'delivery-1', events);

        assert.deepEqual(await deliveryRun(client, 'delivery-1').result(), {
          ...nothing,
          ...{ started: 10, duplicate: 20 },
        });
        assert.deepEqual(new Set(await runIdsOf(client, users)), new Set(started));
        assert.equal(started.length, 30);
      },
      { clientInterceptors: { workflow: [loseTheAnswerToTheSeventh] } },
    );
  });

  it('is what one POST of 300 events becomes, answered with 204', async () => {
    await hires(async ({ client, okta }) => {
      const { address } = environment().connection.options;
      const secret = 'the-current-secret-of-the-event-hook';
      const gateway = await startGateway(
        { secrets: [secret], host: '127.0.0.1', port: 0 },
        { connectionOptions: { address }, namespace: client.options.namespace },
        { logger: createLogger('silent'), meter: noopMetricMeter },
      );
      const users = addActiveUsers(okta, 300);
      const events = users.map((userId) => okta.log.add('user.lifecycle.create', userId));

      const answer = await fetch(gateway.url, {
        method: 'POST',
        headers: { Authorization: secret, 'Content-Type': 'application/json' },
        body: JSON.stringify(envelope(events, { eventId: 'delivery-1' })),
      }).finally(() => gateway.close());

      assert.equal(answer.status, 204);
      const result = await deliveryRun(client, 'delivery-1').result();
      assert.deepEqual(result, { ...nothing, started: 300 });
      assert.equal(new Set(await runIdsOf(client, users)).size, 300);
    });
  });
});
