import { activatedSignal } from '../../src/contract/pre-enroll-user.js';
import { correctPhoneUpdate, undoUpdate } from '../../src/contract/operator.js';
import { hint } from './hint.js';
import { hasTaken, type HireHandle, type Hires } from './hires.js';
import { oktaError } from './okta-error.js';

type Path = (hires: Hires) => Promise<HireHandle>;

const operator = { operator: 'ann', reason: 'as the runbook says' };

/**
 * Every way in which a run goes on where another was lost, by the name of its history; and how a run records its end. What is done is recorded.
 */
export const recoveredPaths: Record<string, Path> = {
  async 'recovered-in-group-a'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const unblock = okta.failAlways('enrollSmsFactor', oktaError('500 E0000009'));
    const lost = await start(userId);
    await waitFor(lost, () => okta.count('enrollSmsFactor') > 0);
    await lost.terminate();
    unblock();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    return complete(run, okta, userId);
  },

  async 'recovered-while-waiting'({ okta, start, waitFor, skipUntil }) {
    const userId = okta.addUser();
    const lost = await start(userId);
    await waitFor(lost, ({ stage }) => stage === 'awaiting-activation');
    await skipUntil(lost, hasTaken('sent mail 1 with a new activation link'));
    const phone = { attribute: 'privatePhone' };
    okta.user(userId).profile['privatePhone'] = '+1 201 555 0198';
    await lost.executeUpdate(correctPhoneUpdate, { args: [{ ...operator, phone }] });
    await waitFor(lost, hasTaken('enrolled the phone again (1)'));
    await skipUntil(lost, hasTaken('told the manager'));
    await lost.terminate();
    const run = await start(userId);
    await waitFor(run, ({ stage, steps }) => {
      return stage === 'awaiting-activation' && steps.length > 10;
    });
    return complete(run, okta, userId);
  },

  async 'recovered-after-the-sign-in'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const lost = await start(userId);
    await waitFor(lost, ({ stage }) => stage === 'awaiting-activation');
    await lost.terminate();
    okta.setPassword(userId);
    okta.verifyPhone(userId);
    const run = await start(userId);
    await run.result();
    return run;
  },

  'recovered-in-both-groups': (hires) =>
    lostWhileRemoving(hires, async (lost, userId) => {
      hires.okta.setPassword(userId);
      await lost.signal(activatedSignal, hint(hires.okta.verifyPhone(userId)));
    }),

  'recovered-amid-an-undo': (hires) =>
    lostWhileRemoving(hires, (lost) => {
      void lost.executeUpdate(undoUpdate, { args: [operator] }).catch(() => undefined);
    }),

  async 'ended-before-and-left-alone'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const cancelled = await start(userId);
    await waitFor(cancelled, ({ stage }) => stage === 'awaiting-activation');
    await cancelled.cancel();
    await cancelled.result().catch(() => undefined);
    const run = await start(userId);
    await run.result();
    return run;
  },

  async 'recorded-as-cancelled'({ okta, start, waitFor }) {
    const run = await start(okta.addUser());
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.cancel();
    await run.result().catch(() => undefined);
    return run;
  },

  async 'recorded-as-removed'({ start }) {
    const run = await start('00u0000000000000gone');
    await run.result();
    return run;
  },

  async 'recorded-as-expired'({ okta, start }) {
    const run = await start(okta.addUser());
    await run.result();
    return run;
  },
};

/** The run is lost while Okta does not take the person out of a group, which is what it then comes to. */
async function lostWhileRemoving(
  { okta, start, waitFor }: Hires,
  bringToIt: (lost: HireHandle, userId: string) => Promise<void> | void,
): Promise<HireHandle> {
  const userId = okta.addUser();
  const unblock = okta.failAlways('removeUserFromGroup', oktaError('500 E0000009'));
  const lost = await start(userId);
  await waitFor(lost, ({ stage }) => stage === 'awaiting-activation');
  await bringToIt(lost, userId);
  await waitFor(lost, () => okta.count('removeUserFromGroup') > 0);
  await lost.terminate();
  unblock();
  const run = await start(userId);
  await run.result();
  return run;
}

async function complete(run: HireHandle, okta: Hires['okta'], userId: string): Promise<HireHandle> {
  if (okta.user(userId).status === 'PROVISIONED') okta.setPassword(userId);
  await run.signal(activatedSignal, hint(okta.verifyPhone(userId)));
  await run.result();
  return run;
}
