import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import {
  cancelFactorUpdate,
  resendCodeUpdate,
  submitPassCodeUpdate,
  type FactorStatus,
} from '../../src/contract/enroll-and-activate-factor.js';
import { lookAgainSignal } from '../../src/contract/pre-enroll-user.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { startFactor, waitForFactor, type FactorRun } from './factor-runs.js';
import type { FakeOkta } from './fake-okta.js';
import type { Hires } from './hires.js';
import { oktaError } from './okta-error.js';

const ann = { operator: 'ann', reason: 'a test' };
const phoneUser = (okta: FakeOkta) => okta.addUser({ groupIds: new Set([okta.groups.A]) });
const awaits = ({ stage }: FactorStatus) => stage.startsWith('awaiting');

async function submit(run: FactorRun, passCode: string): Promise<void> {
  await run.executeUpdate(submitPassCodeUpdate, { args: [{ passCode }] });
}

/** Half a minute of real time: what is refused before is not written into the history. */
async function resendWhenPossible(run: FactorRun): Promise<void> {
  for (;;) {
    try {
      await run.executeUpdate(resendCodeUpdate);
      return;
    } catch (error) {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      await sleep(1_000);
    }
  }
}

async function codeFor(okta: FakeOkta, run: FactorRun): Promise<string> {
  const { factorId = '' } = await waitForFactor(run, awaits);
  return okta.codeOf(factorId);
}

/** Every way through `enrollAndActivateFactor`, to its end, by the name of its history. */
export const factorPaths: Record<string, (hires: Hires) => Promise<FactorRun>> = {
  async 'factor-activated'(hires) {
    const { okta } = hires;
    const run = await startFactor(hires, taskQueue, { userId: phoneUser(okta) });
    const code = await codeFor(okta, run);
    await submit(run, '0000').catch(() => undefined);
    await submit(run, code);
    await run.result();
    return run;
  },

  async 'factor-activated-with-the-start'(hires) {
    const { okta } = hires;
    const userId = phoneUser(okta);
    const run = await startFactor(hires, taskQueue, { userId, passCode: '0000' });
    await waitForFactor(run, ({ lastRefusal }) => lastRefusal !== undefined);
    await submit(run, await codeFor(okta, run));
    await run.result();
    return run;
  },

  async 'factor-sent-again'(hires) {
    const { okta } = hires;
    const run = await startFactor(hires, taskQueue, { userId: phoneUser(okta) });
    await waitForFactor(run, awaits);
    await resendWhenPossible(run);
    await submit(run, await codeFor(okta, run));
    await run.result();
    return run;
  },

  async 'factor-refused'(hires) {
    const { okta } = hires;
    const run = await startFactor(hires, taskQueue, { userId: okta.addUser() });
    await run.result();
    return run;
  },

  async 'factor-push-accepted'(hires) {
    const { okta } = hires;
    const push = { userId: okta.addUser(), factorType: 'push' };
    const run = await startFactor(hires, taskQueue, push);
    const { factorId = '' } = await waitForFactor(run, awaits);
    okta.answerPush(factorId, 'ACCEPTED');
    await run.result();
    return run;
  },

  async 'factor-push-rejected'(hires) {
    const { okta } = hires;
    const push = { userId: okta.addUser(), factorType: 'push' };
    const run = await startFactor(hires, taskQueue, push);
    const { factorId = '' } = await waitForFactor(run, awaits);
    okta.answerPush(factorId, 'REJECTED');
    await run.result();
    return run;
  },

  async 'factor-parked-and-cancelled'(hires) {
    const { okta } = hires;
    okta.failNext('listFactors', oktaError('401 E0000011'));
    const run = await startFactor(hires, taskQueue, { userId: phoneUser(okta) });
    await waitForFactor(run, ({ stage }) => stage === 'needs-attention');
    await run.signal(lookAgainSignal);
    await waitForFactor(run, awaits);
    await run.executeUpdate(cancelFactorUpdate, { args: [ann] });
    await run.result();
    return run;
  },

  async 'factor-cancelled-from-outside'(hires) {
    const { okta } = hires;
    const run = await startFactor(hires, taskQueue, { userId: phoneUser(okta) });
    await waitForFactor(run, awaits);
    await run.cancel();
    await run.result().catch(() => undefined);
    return run;
  },

  async 'factor-expired'(hires) {
    const { okta } = hires;
    const expiring = { userId: phoneUser(okta), expiresAfter: '2h' };
    const run = await startFactor(hires, taskQueue, expiring);
    await waitForFactor(run, awaits);
    await run.result();
    return run;
  },
};
