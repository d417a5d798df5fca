import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { defaultPayloadConverter, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { taskQueue } from '../../src/contract/task-queues.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import type { Gateway } from '../../src/gateway.js';
import type { PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import { addActiveUsers } from '../support/deliveries.js';
import { postEvents, previousSecret, startTestGateway } from '../support/hook-deliveries.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';
import { oktaLogEvent } from '../unit/dispatch/okta-log-event.js';

interface Ingest extends Hires {
  /** Two of them, as behind a load balancer. */
  gateways: [Gateway, Gateway];
  /** Between the first gateway and Temporal. */
  proxy: TcpProxy;
  runOf: (userId: string) => HireHandle;
  untilAwaiting: (userId: string) => Promise<HireHandle>;
}

const day = 24 * 60 * 60_000;

// The numbers are those of docs/ingest-faults.md.
describe('the way in, when it goes wrong', function () {
  this.timeout('90s');
  const environment = useDevServer();

  async function ingest(body: (ingest: Ingest) => Promise<void>): Promise<void> {
    const { client, address } = environment();
    const proxy = await startTcpProxy(address);
    const gateways: [Gateway, Gateway] = [
      await startTestGateway(proxy.address, client),
      await startTestGateway(address, client),
    ];
    const runOf = (userId: string) =>
      client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));
    try {
      const given = { taskQueue, workflowBundle: await workflowBundle() };
      await withHires(environment(), given, (hires) =>
        body({
          ...{ ...hires, gateways, proxy, runOf },
          async untilAwaiting(userId) {
            const run = runOf(userId);
            await hires.waitFor(run, ({ stage }) => stage === 'awaiting-activation');
            return run;
          },
        }),
      );
    } finally {
      for (const gateway of gateways) await gateway.close();
      await proxy.close();
    }
  }

  it('1, 3: the same event again, in another delivery or in the same: 204, one run', async () => {
    await ingest(async ({ okta, mailer, gateways: [gateway], untilAwaiting }) => {
      const userId = okta.addUser();
      const created = okta.log.add('user.lifecycle.create', userId);

      const answers = [
        await postEvents(gateway, [created, created], { eventId: 'first' }),
        await postEvents(gateway, [created], { eventId: 'second' }),
      ];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [204, 204],
      );
      await untilAwaiting(userId);
      assert.equal(mailer.mails.length, 1);
      assert.equal(okta.user(userId).activationMails, 1);
    });
  });

  it('2: 200 events, each at two gateways at the same time: one run each, 204 every time', async () => {
    await ingest(async ({ okta, client, gateways }) => {
      const users = addActiveUsers(okta, 200);
      const runIds = new Map<string, string>();
      for (const [at, userId] of users.entries()) {
        const created = [okta.log.add('user.lifecycle.create', userId)];
        const answers = await Promise.all(
          gateways.map((gateway) => postEvents(gateway, created, { eventId: `pair-${at}` })),
        );
        assert.deepEqual(
          answers.map(({ status }) => status),
          [204, 204],
        );
        runIds.set(userId, await firstRunId(client, userId));
      }
      for (const [userId, runId] of runIds) {
        assert.equal(await firstRunId(client, userId), runId);
      }
      assert.equal(okta.calls.filter(({ method }) => method === 'addUserToGroup').length, 0);
    });
  });

  it('4: again after the run has ended: 204, and no second run', async () => {
    await ingest(async ({ okta, mailer, client, gateways: [gateway], runOf, untilAwaiting }) => {
      const userId = okta.addUser();
      const events = [okta.log.add('user.lifecycle.create', userId)];
      await postEvents(gateway, events);
      await untilAwaiting(userId);
      events.push(...okta.setPassword(userId), okta.verifyPhone(userId));
      await postEvents(gateway, events, { eventId: 'hints' });
      assert.equal((await runOf(userId).result()).outcome, 'completed');
      const runId = await firstRunId(client, userId);

      for (const event of events) {
        assert.equal((await postEvents(gateway, [event])).status, 204);
      }

      assert.equal(await firstRunId(client, userId), runId);
      assert.equal((await runOf(userId).describe()).status.name, 'COMPLETED');
      assert.equal(mailer.mails.length, 1);
    });
  });

  it('5: again after Temporal has forgotten the run: the first look at Okta ends it', async () => {
    await ingest(async ({ okta, mailer, client, gateways: [gateway], runOf, untilAwaiting }) => {
      const userId = okta.addUser();
      const created = okta.log.add('user.lifecycle.create', userId);
      await postEvents(gateway, [created]);
      await untilAwaiting(userId);
      okta.setPassword(userId);
      await postEvents(gateway, [okta.verifyPhone(userId)]);
      await runOf(userId).result();
      await forget(client, userId);

      assert.equal((await postEvents(gateway, [created])).status, 204);

      const result = await runOf(userId).result();
      assert.deepEqual(
        [result.outcome, 'reason' in result && result.reason],
        ['skipped', 'already-in-group-b'],
      );
      assert.equal(mailer.mails.length, 1);
      assert.equal(okta.user(userId).activationMails, 1);
    });
  });

  for (const [late, milliseconds] of [
    ['an hour', day / 24],
    ['three days', 3 * day],
    ['thirty days', 30 * day],
  ] as const) {
    it(`7: late by ${late}: Okta's state of today decides`, async () => {
      await ingest(async ({ okta, mailer, gateways: [gateway], runOf, untilAwaiting }) => {
        const published = new Date(Date.now() - milliseconds);
        const waiting = okta.addUser();
        const longActive = okta.addUser({ status: 'ACTIVE' });
        const gone = okta.addUser({ status: 'DEPROVISIONED' });
        const created = [waiting, longActive, gone].map((userId) =>
          okta.log.add('user.lifecycle.create', userId, { published }),
        );

        assert.equal((await postEvents(gateway, created)).status, 204);

        await untilAwaiting(waiting);
        assert.equal((await runOf(longActive).result()).outcome, 'skipped');
        assert.equal((await runOf(gone).result()).outcome, 'removed');
        assert.equal(mailer.mails.length, 1);
      });
    });
  }

  for (const [clock, ahead] of [
    ['five minutes behind', -4.5 * 60_000],
    ['ten minutes ahead', 10 * 60_000],
    ['a year ahead', 365 * day],
  ] as const) {
    it(`8: events by a clock that is ${clock}: the hire completes`, async () => {
      await ingest(async ({ okta, gateways: [gateway], runOf, untilAwaiting }) => {
        const userId = okta.addUser();
        const published = () => ({ published: new Date(Date.now() + ahead) });
        await postEvents(gateway, [okta.log.add('user.lifecycle.create', userId, published())]);
        await untilAwaiting(userId);
        okta.setPassword(userId);
        const eventType = 'user.authentication.auth_via_mfa';
        await postEvents(gateway, [
          okta.log.add(eventType, userId, { method: 'SMS', ...published() }),
        ]);

        assert.equal((await runOf(userId).result()).outcome, 'completed');
      });
    });
  }

  it('9: a hundred events, one of them malformed: the others are taken, 204', async () => {
    await ingest(async ({ okta, gateways: [gateway], runOf }) => {
      const users = addActiveUsers(okta, 99);
      const created: unknown[] = users.map((userId) =>
        okta.log.add('user.lifecycle.create', userId),
      );
      created.splice(50, 0, { uuid: 42, eventType: 'user.lifecycle.create' });

      const { status } = await postEvents(gateway, created, { eventId: 'one-is-malformed' });

      assert.equal(status, 204);
      await untilAllThere(users, (userId) => runOf(userId).describe());
    });
  });

  it('10: an event type, or a version of it, that nobody knows: 204, and nothing is started', async () => {
    await ingest(async ({ okta, gateways: [gateway], runOf }) => {
      const [unknown, versioned] = addActiveUsers(okta, 2) as [string, string];
      const answers = [
        await postEvents(gateway, [okta.log.add('user.lifecycle.teleport', unknown)]),
        await postEvents(gateway, [okta.log.add('user.lifecycle.create', versioned)], {
          eventTypeVersion: '7.0',
        }),
      ];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [204, 204],
      );
      await assert.rejects(runOf(unknown).describe(), WorkflowNotFoundError);
      // The envelope's version says nothing about the events in it, which are read one by one.
      await runOf(versioned).describe();
    });
  });

  it('16: Temporal takes three seconds per call: 503 in time, and 204 when it is quick again', async () => {
    await ingest(async ({ okta, gateways: [gateway], proxy, runOf }) => {
      const [userId = ''] = addActiveUsers(okta, 1);
      const created = [okta.log.add('user.lifecycle.create', userId)];
      // Connected, so that the call itself is what is slow.
      await postEvents(gateway, [okta.log.add('user.session.start', userId)]);
      proxy.latencyMs = 1_500;
      const refused = await postEvents(gateway, created);
      assert.equal(refused.status, 503);
      assert.ok(refused.milliseconds < 2_500, `answered after ${refused.milliseconds} ms`);

      proxy.latencyMs = 0;
      await untilAccepted(() => postEvents(gateway, created));
      await runOf(userId).result();
    });
  });

  it('18: a start that was made, and whose answer was lost: 503, and the repeat changes nothing', async () => {
    await ingest(async ({ okta, mailer, client, gateways: [gateway], proxy, untilAwaiting }) => {
      const userId = okta.addUser();
      const created = [okta.log.add('user.lifecycle.create', userId)];
      await postEvents(gateway, [okta.log.add('user.session.start', userId)]);
      proxy.swallowsAnswers = true;
      assert.equal((await postEvents(gateway, created)).status, 503);
      await untilAwaiting(userId);
      const runId = await firstRunId(client, userId);

      proxy.swallowsAnswers = false;
      proxy.cut();
      await untilAccepted(() => postEvents(gateway, created));

      assert.equal(await firstRunId(client, userId), runId);
      assert.equal(mailer.mails.length, 1);
    });
  });

  it('19: a signal that was taken, and whose answer was lost: the repeat is no news to the run', async () => {
    await ingest(async ({ okta, gateways: [gateway], proxy, untilAwaiting }) => {
      const userId = okta.addUser();
      await postEvents(gateway, [okta.log.add('user.lifecycle.create', userId)]);
      const run = await untilAwaiting(userId);
      const hint = okta.verifyPhone(userId);
      proxy.swallowsAnswers = true;
      assert.equal((await postEvents(gateway, [hint])).status, 503);
      proxy.swallowsAnswers = false;
      proxy.cut();
      await untilAccepted(() => postEvents(gateway, [hint]));
      okta.user(userId).status = 'DEPROVISIONED';
      const removed = okta.log.add('user.lifecycle.deactivate', userId);
      await postEvents(gateway, [removed]);
      assert.equal((await run.result()).outcome, 'removed');

      const told = await historyOf(run);
      const hints = told.filter((entry) => entry === hint['uuid']);
      assert.ok(hints.length >= 2, told.join());
      // One look for the hint, though it came twice or more often, and one for the removal.
      const looks = told.filter((entry) => entry === 'checkActivation');
      assert.equal(looks.length, 2, told.join());
    });
  });

  it('25: the secret changes while deliveries flow: each is taken under the old and the new one', async () => {
    await ingest(async ({ okta, gateways: [gateway] }) => {
      const userId = okta.addUser();
      for (let delivery = 0; delivery < 50; delivery += 1) {
        const authorization = delivery % 2 === 0 ? {} : { authorization: previousSecret };
        const hint = oktaLogEvent({
          uuid: `rotation-${delivery}`,
          target: [{ id: userId, type: 'User' }],
        });
        assert.equal((await postEvents(gateway, [hint], authorization)).status, 204);
      }
    });
  });
});

/** The hints that the run was sent, by the event's uuid, and the activities that it called, in their order. */
async function historyOf(run: HireHandle): Promise<string[]> {
  const { events } = await run.fetchHistory();
  return (events ?? []).flatMap((event) => {
    const [told] = event.workflowExecutionSignaledEventAttributes?.input?.payloads ?? [];
    const hint = told && defaultPayloadConverter.fromPayload<{ eventId?: string }>(told);
    return hint?.eventId ?? event.activityTaskScheduledEventAttributes?.activityType?.name ?? [];
  });
}

async function firstRunId(client: Client, userId: string): Promise<string> {
  return (await client.workflow.getHandle(preEnrollUserWorkflowId(userId)).describe()).runId;
}

/** What happens by itself when the namespace's retention has passed. */
async function forget(client: Client, userId: string): Promise<void> {
  const workflowExecution = { workflowId: preEnrollUserWorkflowId(userId) };
  const { namespace } = client.options;
  await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  for (;;) {
    try {
      await firstRunId(client, userId);
      await pause(20);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return;
      throw error;
    }
  }
}

async function untilAllThere(
  userIds: string[],
  describe: (userId: string) => Promise<unknown>,
): Promise<void> {
  for (const userId of userIds) {
    for (;;) {
      try {
        await describe(userId);
        break;
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        await pause(20);
      }
    }
  }
}

/** Okta itself tries again once; whoever is in front of it, and the reconciliation, more often. */
async function untilAccepted(post: () => Promise<{ status: number }>): Promise<void> {
  const statuses: number[] = [];
  while (statuses.at(-1) !== 204) {
    statuses.push((await post()).status);
    assert.ok(statuses.length < 20, statuses.join());
  }
}
