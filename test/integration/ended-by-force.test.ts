import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import {
  activatedSignal,
  type EnrollmentStage,
  type PreEnrollUser,
} from '../../src/contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { createSignalAllowance } from '../../src/dispatch/signal-allowance.js';
import { startPreEnrollUser } from '../../src/dispatch/start-pre-enroll-user.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { oktaError } from '../support/okta-error.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

type Stage = Extract<
  EnrollmentStage,
  'preparing' | 'pre-enrolling' | 'awaiting-activation' | 'needs-attention' | 'switching-groups'
>;

const stages: Stage[] = [
  'preparing',
  'pre-enrolling',
  'awaiting-activation',
  'needs-attention',
  'switching-groups',
];

const away = () => oktaError('500 E0000009');

/** The call that keeps a run in its stage while it fails. */
const blockedIn: Partial<Record<Stage, 'getUser' | 'enrollSmsFactor' | 'removeUserFromGroup'>> = {
  preparing: 'getUser',
  'pre-enrolling': 'enrollSmsFactor',
  'switching-groups': 'removeUserFromGroup',
};

/** Brings a hire to a stage, and keeps the run there. Returns what lets it go on. */
async function bringTo(
  stage: Stage,
  { okta, start, waitFor }: Hires,
): Promise<{ userId: string; run: HireHandle; letGo: () => void }> {
  const userId = okta.addUser();
  const { profile } = okta.user(userId);
  const blocked = blockedIn[stage];
  const unblock = blocked && okta.failAlways(blocked, away());
  if (stage === 'needs-attention') okta.user(userId).profile = {};

  const run = await start(userId);
  if (stage === 'switching-groups') {
    await waitFor(run, (status) => status.stage === 'awaiting-activation');
    await signIn(okta, run, userId);
  }
  await waitFor(
    run,
    (status) => status.stage === stage && (blocked === undefined || okta.count(blocked) > 0),
  );
  return {
    ...{ userId, run },
    letGo() {
      unblock?.();
      okta.user(userId).profile = profile;
    },
  };
}

async function signIn(okta: Hires['okta'], run: WorkflowHandle, userId: string): Promise<void> {
  if (okta.user(userId).status === 'PROVISIONED') okta.setPassword(userId);
  okta.verifyPhone(userId);
  await run.signal(activatedSignal, { source: 'okta-event', eventId: randomUUID() });
}

/** Never neither, once in Group A. */
function groupsIn(stage: Stage, { groups: { A, B } }: Hires['okta']): string[] {
  if (stage === 'preparing') return [];
  return stage === 'switching-groups' ? [A, B] : [A];
}

describe('a run of preEnrollUser that is ended by force', function () {
  this.timeout('60s');
  const environment = useDevServer();

  async function hires(body: (hires: Hires) => Promise<void>): Promise<void> {
    await withHires(
      environment(),
      { taskQueue, workflowBundle: await workflowBundle(), settings: { holdsSharedPhones: false } },
      body,
    );
  }

  /** The one journey, however often it was begun. */
  async function assertEndsRight(
    { okta, mailer, waitFor }: Hires,
    userId: string,
    run: HireHandle,
  ): Promise<void> {
    const { stage } = await waitFor(
      run,
      (status) => status.stage === 'awaiting-activation' || status.stage === 'completed',
    );
    if (stage === 'awaiting-activation') await signIn(okta, run, userId);
    assert.equal((await run.result()).outcome, 'completed');
    const { groupIds, factors, activationMails } = okta.user(userId);
    assert.deepEqual([...groupIds], [okta.groups.B]);
    assert.deepEqual([factors.length, activationMails], [1, 1]);
    const mails = mailer.mails
      .map(({ messageId }) => messageId)
      .filter((id) => id.includes(userId));
    // Whoever was activated before the run began anew needs a link once more.
    const kinds = new Set(mails.filter((id) => id !== `activation-link.${userId}`));
    assert.deepEqual([...kinds], [`mfa-enrolled.${userId}`]);
  }

  for (const stage of stages) {
    it(`leaves the person where they are when it is cancelled: ${stage}`, async () => {
      await hires(async (world) => {
        const { userId, run } = await bringTo(stage, world);
        await run.cancel();
        await assert.rejects(run.result(), { name: 'WorkflowFailedError' });

        assert.deepEqual([...world.okta.user(userId).groupIds], groupsIn(stage, world.okta));
        assert.equal((await run.describe()).status.name, 'CANCELLED');
      });
    });

    it(`is begun again and ends right when it is terminated: ${stage}`, async () => {
      await hires(async (world) => {
        const { userId, run, letGo } = await bringTo(stage, world);
        await run.terminate('a test');
        letGo();

        const door = { client: world.client, allowance: createSignalAllowance() };
        const outcome = await startPreEnrollUser(door, { userId }, { againIfFailed: true });
        assert.equal(outcome, 'started');
        const again = world.client.workflow.getHandle<PreEnrollUser>(
          preEnrollUserWorkflowId(userId),
        );
        await assertEndsRight(world, userId, again);
      });
    });

    it(`makes no second journey when it is reset to its beginning: ${stage}`, async () => {
      await hires(async (world) => {
        const { userId, run, letGo } = await bringTo(stage, world);
        const { client } = world;
        const { runId } = await run.describe();
        const { events } = await run.fetchHistory();
        const first = events?.find((event) => event.workflowTaskCompletedEventAttributes);
        assert(first?.eventId);
        await client.workflowService.resetWorkflowExecution({
          ...{ namespace: client.options.namespace, reason: 'a test', requestId: randomUUID() },
          workflowExecution: { workflowId: run.workflowId, runId },
          workflowTaskFinishEventId: first.eventId,
        });
        letGo();

        const reset = client.workflow.getHandle<PreEnrollUser>(run.workflowId);
        await assertEndsRight(world, userId, reset);
      });
    });
  }
});
