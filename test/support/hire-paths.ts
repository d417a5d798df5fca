import {
  activatedSignal,
  profileChangedSignal,
  userRemovedSignal,
} from '../../src/contract/pre-enroll-user.js';
import type { HireHandle, Hires } from './hires.js';

/** Every way through `preEnrollUser`, to its end, by the name of its history. */
export const hirePaths: Record<string, (hires: Hires) => Promise<HireHandle>> = {
  async 'completed-after-hints'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    const eventType = 'user.account.update_password';
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-1', eventType });
    await waitFor(run, ({ waitingFor }) => waitingFor.includes('PROVISIONED'));
    okta.setPassword(userId);
    okta.verifyPhone(userId);
    await run.signal(activatedSignal, { source: 'okta-event', eventId: 'hint-2', eventType });
    await run.result();
    return run;
  },

  async 'completed-without-hints'({ okta, start, waitFor, skipUntil }) {
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

  async 'forced-by-an-operator'({ okta, start, waitFor }) {
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

  async 'parked-and-repaired'({ okta, start, waitFor, skipUntil }) {
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

  async 'policy-never-reached-the-user'({ okta, start, skipUntil }) {
    for (let look = 1; look <= 8; look += 1) okta.answerNext('listAllowedFactors', []);
    const run = await start(okta.addUser());
    await skipUntil(run, ({ stage }) => stage === 'awaiting-activation');
    await run.signal(activatedSignal, { source: 'operator', force: true });
    await run.result();
    return run;
  },

  async 'removed-while-waiting'({ okta, start, waitFor }) {
    const userId = okta.addUser();
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.user(userId).status = 'DEPROVISIONED';
    await run.signal(userRemovedSignal);
    await run.result();
    return run;
  },

  async 'removed-while-parked'({ okta, start, waitFor }) {
    const userId = okta.addUser({ profile: {} });
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'needs-attention');
    okta.deleteUser(userId);
    await run.signal(userRemovedSignal);
    await run.result();
    return run;
  },

  async 'nobody-there'({ start }) {
    const run = await start('00u0000000000000gone');
    await run.result();
    return run;
  },

  async 'nothing-to-do'({ okta, start }) {
    const run = await start(okta.addUser({ status: 'ACTIVE' }));
    await run.result();
    return run;
  },

  async 'not-concerned'({ okta, start }) {
    const run = await start(okta.addUser({ typeId: 'oty000000000contract' }));
    await run.result();
    return run;
  },

  async 'cancelled-while-waiting'({ okta, start, waitFor }) {
    const run = await start(okta.addUser());
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    await run.cancel();
    await run.result().catch(() => undefined);
    return run;
  },
};
