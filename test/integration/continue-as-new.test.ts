import assert from 'node:assert/strict';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import {
  activatedSignal,
  profileChangedSignal,
  statusQuery,
} from '../../src/contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  oktaUserId,
  stageSince,
} from '../../src/contract/search-attributes.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { dispatchEvent } from '../../src/dispatch/dispatch-event.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { sortEvents } from '../../src/dispatch/sort-events.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { rollOver, shortRuns } from '../support/roll-over.js';
import { useLimitedDevServer, workflowBundle } from '../support/temporal.js';

describe('preEnrollUser, when a run has become long', function () {
  this.timeout('60s');
  const environment = useLimitedDevServer(shortRuns);

  async function hires(body: (hires: Hires) => Promise<void>): Promise<void> {
    const given = { taskQueue, workflowBundle: await workflowBundle() };
    await withHires(environment(), given, body);
  }

  const isWaiting = ({ stage }: { stage: string }) => stage === 'awaiting-activation';
  const isParked = ({ stage }: { stage: string }) => stage === 'needs-attention';

  it('continues as new while it waits, knows all that it knew, and does nothing twice', async () => {
    await hires(async ({ okta, mailer, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      const before = await waitFor(run, isWaiting);
      await rollOver(run);
      await rollOver(run);

      const { waitingFor, ...after } = await waitFor(run, isWaiting);
      assert.match(waitingFor, /PROVISIONED/);
      assert.deepEqual({ ...after, waitingFor: before.waitingFor }, before);

      okta.setPassword(userId);
      okta.verifyPhone(userId);
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'e1' });
      const result = await run.result();
      assert.equal(result.outcome, 'completed');
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.B]);
      assert.equal(okta.count('enrollSmsFactor'), 1);
      assert.equal(okta.user(userId).activationMails, 1);
      assert.equal(mailer.mails.length, 1);
      assert.deepEqual((await run.query(statusQuery)).steps.map(({ step }) => step).slice(-3), [
        'believed the activation',
        'put into Group B',
        'took out of Group A',
      ]);
    });
  });

  it('keeps a verification of the phone that a hook has brought', async () => {
    await hires(async ({ okta, start, waitFor }) => {
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, isWaiting);
      const { due } = sortEvents([okta.verifyPhone(userId)]);
      const door = { client: environment().client, allowance: createSignalAllowance() };
      await Promise.all(due.map((event) => dispatchEvent(door, event)));
      await rollOver(run);
      okta.setPassword(userId);
      await rollOver(run).catch(() => undefined);

      const result = await run.result();
      assert(result.outcome === 'completed');
      assert.equal(result.evidence.phoneVerification?.seenIn, 'event-hook');
    });
  });

  it('continues as new while it is parked, is parked for the same reason, and goes on when it is repaired', async () => {
    await hires(async ({ okta, mailer, start, waitFor }) => {
      const userId = okta.addUser({ profile: { mobilePhone: '+1 201 555 0123' } });
      const run = await start(userId);
      await waitFor(run, isParked);
      await rollOver(run);

      const { attention, factorId } = await waitFor(run, isParked);
      assert.equal(attention?.reason, 'mail-address-missing');
      assert.equal(factorId, okta.user(userId).factors[0]?.id);

      okta.user(userId).profile = { email: 'ann@example.com' };
      await rollOver(run);
      await waitFor(run, isWaiting);
      assert.equal(okta.count('enrollSmsFactor'), 1);
      assert.equal(mailer.mails.length, 1);
    });
  });

  it("keeps an operator's word that was given while it was parked", async () => {
    await hires(async ({ okta, start, waitFor }) => {
      const userId = okta.addUser({ profile: {} });
      const run = await start(userId);
      await waitFor(run, isParked);
      await run.signal(activatedSignal, { source: 'operator', operator: 'help desk', force: true });
      await rollOver(run);
      okta.user(userId).profile = { mobilePhone: '+1 201 555 0123', email: 'ann@example.com' };
      await rollOver(run).catch(() => undefined);

      const result = await run.result();
      assert(result.outcome === 'completed');
      assert.equal(result.evidence.operator, 'help desk');
    });
  });

  it('keeps what the lists of runs show of it', async () => {
    await hires(async ({ client, okta, waitFor }) => {
      const userId = okta.addUser({ profile: {} });
      const { due } = sortEvents([okta.log.add('user.lifecycle.create', userId)]);
      const door = { client, allowance: createSignalAllowance() };
      await Promise.all(due.map((event) => dispatchEvent(door, event)));
      const run: HireHandle = client.workflow.getHandle(`pre-enroll:${userId}`);
      await waitFor(run, isParked);
      const first = await run.describe();
      await rollOver(run);
      const { since } = await waitFor(run, isParked);

      const next = await run.describe();
      assert.notEqual(next.runId, first.runId);
      const { typedSearchAttributes: shown } = next;
      assert.equal(shown.get(oktaUserId), userId);
      assert.equal(shown.get(enrollmentStage), 'needs-attention');
      assert.equal(shown.get(attentionReason), 'phone-missing');
      assert.equal(shown.get(stageSince)?.toISOString(), since);
    });
  });

  it('remains one run for those who start it again, and ends when it is cancelled', async () => {
    await hires(async ({ client, okta, start, waitFor }) => {
      const userId = okta.addUser();
      const { due } = sortEvents([okta.log.add('user.lifecycle.create', userId)]);
      const run = await start(userId);
      await waitFor(run, isWaiting);
      await rollOver(run);
      const door = { client, allowance: createSignalAllowance() };
      assert.deepEqual(await Promise.all(due.map((event) => dispatchEvent(door, event))), [
        'duplicate',
      ]);

      await run.cancel();
      await assert.rejects(
        run.result(),
        (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
      );
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.A]);
    });
  });

  it('ends when it is cancelled during the step after which it would continue as new', async () => {
    await hires(async ({ okta, start, waitFor }) => {
      let answer: () => void = () => undefined;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      const addUserToGroup = okta.addUserToGroup.bind(okta);
      okta.addUserToGroup = async (...args) => {
        await answered;
        return addUserToGroup(...args);
      };
      const run = await start(okta.addUser());
      await waitFor(run, ({ stage }) => stage === 'pre-enrolling');
      for (let told = 1; told <= 100; told += 1) await run.signal(profileChangedSignal);
      await run.cancel();
      await run.query(statusQuery);
      answer();

      await assert.rejects(
        run.result(),
        (error) => error instanceof WorkflowFailedError && error.cause instanceof CancelledFailure,
      );
    });
  });
});
