import {
  correctPhoneUpdate,
  resumeSignal,
  resumeUpdate,
  undoUpdate,
} from '../../src/contract/operator.js';
import {
  activatedSignal,
  mailBouncedSignal,
  profileChangedSignal,
  statusQuery,
  userRemovedSignal,
} from '../../src/contract/pre-enroll-user.js';
import { hasTaken, type HireHandle, type Hires } from './hires.js';
import { hint } from './hint.js';
import { oktaError, smsNotAllowed } from './okta-error.js';

/** Every way through `preEnrollUser`, to its end, by the name of its history: `lean-…` since less is asked of Okta. */
export const hirePaths: Record<string, (hires: Hires) => Promise<HireHandle>> = {
  async 'lean-completed'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.setPassword(userId);
    await signIn(run, okta, userId);
    return run;
  },

  async 'lean-completed-after-hints'({ okta, start, waitFor, skipUntil }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    const eventType = 'user.account.update_password';
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-1', eventType });
    await skipUntil(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
    okta.setPassword(userId);
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-2', eventType });
    okta.verifyPhone(userId);
    await run.result();
    return run;
  },

  async 'lean-completed-without-hints'({ okta, start, waitFor, skipUntil }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    const looks = okta.count('getUser');
    await skipUntil(run, () => okta.count('getUser') > looks + 2);
    okta.setPassword(userId);
    const passwordLooks = okta.count('listLogEvents');
    await skipUntil(run, () => okta.count('listLogEvents') > passwordLooks + 1);
    okta.verifyPhone(userId);
    await run.result();
    return run;
  },

  async 'lean-forced-by-an-operator'({ okta, start, waitFor }) {
    const run = await start(okta.addUser());
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(activatedSignal, {
      source: 'operator',
      operator: 'help desk',
      reason: 'seen',
      force: true,
    });
    await run.result();
    return run;
  },

  async 'lean-parked-and-repaired'({ okta, start, waitFor, skipUntil }) {
    const userId = okta.addUser({ profile: {} });
    const run = await start(userId);
    await waitFor(run, ({ attention }) => attention?.reason === 'phone-missing');
    okta.user(userId).profile = { mobilePhone: '+1 201 555 0123' };
    await run.signal(profileChangedSignal);
    await waitFor(run, ({ attention }) => attention?.reason === 'mail-address-missing');
    okta.user(userId).profile = { mobilePhone: '+1 201 555 0123', email: 'ann@example.com' };
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(activatedSignal, { source: 'operator', force: true });
    await run.result();
    return run;
  },

  async 'lean-policy-reached-the-user-later'({ okta, start, skipUntil }) {
    okta.failNext('enrollSmsFactor', smsNotAllowed());
    for (let look = 1; look <= 2; look += 1) okta.answerNext('listAllowedFactors', []);
    const run = await start(okta.addUser());
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(activatedSignal, { source: 'operator', force: true });
    await run.result();
    return run;
  },

  async 'lean-policy-never-reached-the-user'({ okta, start, skipUntil }) {
    okta.failNext('enrollSmsFactor', smsNotAllowed());
    for (let look = 1; look <= 8; look += 1) okta.answerNext('listAllowedFactors', []);
    const run = await start(okta.addUser());
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(activatedSignal, { source: 'operator', force: true });
    await run.result();
    return run;
  },

  async 'lean-removed-while-waiting'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.user(userId).status = 'DEPROVISIONED';
    await run.signal(userRemovedSignal);
    await run.result();
    return run;
  },

  async 'lean-removed-while-parked'({ okta, start, waitFor }) {
    const userId = okta.addUser({ profile: {} });
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'needs-attention');
    okta.deleteUser(userId);
    await run.signal(userRemovedSignal);
    await run.result();
    return run;
  },

  async 'lean-nobody-there'({ start }) {
    const run = await start('00u0000000000000gone');
    await run.result();
    return run;
  },

  async 'lean-nothing-to-do'({ okta, start }) {
    const run = await start(okta.addUser({ status: 'ACTIVE' }));
    await run.result();
    return run;
  },

  async 'lean-not-concerned'({ okta, start }) {
    const run = await start(okta.addUser({ typeId: 'oty000000000contract' }));
    await run.result();
    return run;
  },

  async 'lean-waited-for-the-day'({ okta, start, skipUntil, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId, { notBefore: inDays(20), startDate: inDays(20).slice(0, 10) });
    await waitFor(run, ({ stage }) => stage === 'pre-hire');
    await run.signal(profileChangedSignal);
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await signIn(run, okta, userId);
    return run;
  },

  async 'lean-begun-before-the-day'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId, { notBefore: inDays(20) });
    await waitFor(run, ({ stage }) => stage === 'pre-hire');
    await run.executeUpdate(resumeUpdate, { args: [operator] });
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await signIn(run, okta, userId);
    return run;
  },

  async 'lean-removed-before-the-day'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId, { notBefore: inDays(20) });
    await waitFor(run, ({ stage }) => stage === 'pre-hire');
    okta.deleteUser(userId);
    await run.signal(userRemovedSignal);
    await run.result();
    return run;
  },

  async 'lean-cancelled-while-waiting'({ okta, start, waitFor }) {
    const run = await start(okta.addUser());
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.cancel();
    await run.result().catch(() => undefined);
    return run;
  },

  async 'lean-reminded-escalated-and-completed'({ okta, start, waitFor, skipUntil }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await skipUntil(run, hasTaken('told the operators'));
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-activated-before'({ okta, start, waitFor }) {
    const userId = okta.addUser({ status: 'PROVISIONED' });
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-expired'({ okta, start }) {
    const run = await start(okta.addUser());
    await run.result();
    return run;
  },

  async 'lean-undone-while-waiting'({ okta, start, waitFor }) {
    const run = await start(okta.addUser());
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.executeUpdate(undoUpdate, { args: [operator] });
    await run.result();
    return run;
  },

  async 'lean-undo-refused'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.setPassword(userId);
    await run.executeUpdate(undoUpdate, { args: [operator] }).catch(() => undefined);
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-mail-bounced-and-repaired'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(mailBouncedSignal);
    await waitFor(run, ({ stage }) => stage === 'needs-attention');
    await run.signal(profileChangedSignal);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-phone-changed-lost-and-corrected'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.user(userId).profile['mobilePhone'] = '+1 201 555 0199';
    await run.signal(profileChangedSignal);
    await waitFor(run, ({ attention }) => attention?.reason === 'phone-changed');
    await run.executeUpdate(resumeUpdate, { args: [{ ...operator, accept: true }] });
    await waitFor(run, hasTaken('enrolled the phone again (1)'));
    okta.user(userId).factors = [];
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'reset' });
    await waitFor(run, ({ attention }) => attention?.reason === 'factor-lost');
    await resumeBySignal(run, waitFor);
    await waitFor(run, hasTaken('enrolled the phone again (2)'));
    okta.user(userId).profile['privatePhone'] = '+1 201 555 0198';
    const phone = { attribute: 'privatePhone' };
    await run.executeUpdate(correctPhoneUpdate, { args: [{ ...operator, phone }] });
    await waitFor(run, hasTaken('enrolled the phone again (3)'));
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-link-sent-again'({ okta, start, skipUntil, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await skipUntil(run, hasTaken('sent mail 1 with a new activation link'));
    await run.signal(mailBouncedSignal);
    await waitFor(run, ({ stage }) => stage === 'needs-attention');
    await run.executeUpdate(resumeUpdate, { args: [operator] });
    await waitFor(run, hasTaken('sent a new activation link, as an operator wanted (1)'));
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-taken-over-in-group-a'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    const run = await start(userId);
    await waitFor(run, ({ attention }) => attention?.reason === 'group-a-not-ours');
    await run.executeUpdate(resumeUpdate, { args: [{ ...operator, accept: true }] });
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-left-group-a'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    const run = await start(userId);
    await waitFor(run, ({ attention }) => attention?.reason === 'group-a-not-ours');
    okta.user(userId).groupIds.clear();
    await run.executeUpdate(resumeUpdate, { args: [operator] });
    await run.result();
    return run;
  },

  async 'lean-switch-unfinished'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    for (let attempt = 1; attempt <= 18; attempt += 1) {
      okta.failNext('removeUserFromGroup', oktaError('500 E0000009'));
    }
    await complete(run, okta, userId);
    return run;
  },

  async 'lean-stopped-by-the-configuration'({ okta, start, skipUntil, waitFor }) {
    okta.asksForMfa = false;
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ attention }) => attention?.reason === 'sign-on-without-mfa');
    okta.asksForMfa = true;
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await complete(run, okta, userId);
    return run;
  },
};

const operator = { operator: 'ann', reason: 'as the runbook says' };

/** The server's time may be ahead of ours, by ten years for each result that was awaited. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60_000).toISOString();
}

/** The person signs in with the phone, and a hook tells exactly that. */
async function signIn(run: HireHandle, okta: Hires['okta'], userId: string): Promise<void> {
  if (okta.user(userId).status === 'PROVISIONED') okta.setPassword(userId);
  await run.signal(activatedSignal, hint(okta.verifyPhone(userId)));
  await run.result();
}

/** The person signs in, and a hook tells of it. */
async function complete(run: HireHandle, okta: Hires['okta'], userId: string): Promise<void> {
  if (okta.user(userId).status === 'PROVISIONED') okta.setPassword(userId);
  okta.verifyPhone(userId);
  await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-of-the-end' });
  await run.result();
}

/** A query can be answered a task before the run has come so far: the signal is refused then, and sent again. */
async function resumeBySignal(run: HireHandle, waitFor: Hires['waitFor']): Promise<void> {
  for (;;) {
    const before = (await run.query(statusQuery)).acts?.length ?? 0;
    await run.signal(resumeSignal, { ...operator, accept: true });
    await waitFor(run, ({ acts = [] }) => acts.length > before);
    const { acts = [] } = await run.query(statusQuery);
    if (acts.at(-1)?.refused === undefined) break;
  }
  await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
}
