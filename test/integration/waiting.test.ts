import assert from 'node:assert/strict';
import type { Population } from '../../src/activities/enrollment-settings.js';
import {
  activatedSignal,
  mailBouncedSignal,
  profileChangedSignal,
} from '../../src/contract/pre-enroll-user.js';
import { OktaUnreachableError } from '../../src/okta/okta-errors.js';
import { hasTaken, withHires, type Hires } from '../support/hires.js';
import { quietWaiting } from '../support/settings.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

const day = 24 * 60 * 60_000;
const aroundTheClock = {
  ...quietWaiting.workingHours,
  ...{ from: 0, to: 24 * 60, days: [1, 2, 3, 4, 5, 6, 7] },
};
const patient: Population['waiting'] = {
  ...quietWaiting,
  reminders: [day, 3 * day, 6 * day],
  workingHours: aroundTheClock,
  linkLifetime: 7 * day,
};

describe('preEnrollUser, while it waits for the activation', function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  async function hires(
    test: Mocha.Context,
    waiting: Population['waiting'],
    body: (hires: Hires) => Promise<void>,
  ): Promise<void> {
    const taskQueue = test.test?.title ?? '';
    const given = { taskQueue, workflowBundle: await workflowBundle(), settings: { waiting } };
    await withHires(environment(), given, body);
  }

  const subjects = ({ mailer }: Hires) =>
    mailer.mails.map(({ messageId }) => messageId.replace(/\.00u.*$/, ''));

  it('reminds after one, three and six days, with a link that is valid until the next one', async function () {
    await hires(this, patient, async (world) => {
      const { okta, start, waitFor, mailer } = world;
      const userId = okta.addUser();
      const run = await start(userId);
      const { next } = await waitFor(
        run,
        ({ stage, next }) => stage === 'awaiting-activation' && next !== undefined,
      );
      assert.equal(next?.act, 'remind');

      await environment().sleep('5 days');
      await waitFor(run, hasTaken('sent mail 2 with a new activation link'));
      assert.deepEqual(subjects(world), [
        'mfa-enrolled',
        'activation-reminder-1',
        'activation-reminder-2',
      ]);
      assert.ok(mailer.mails.at(-1)?.text.includes(okta.user(userId).activationUrl ?? 'none'));

      okta.setPassword(userId);
      okta.verifyPhone(userId);
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'e-1' });
      const result = await run.result();
      assert.equal(result.outcome, 'completed');
      assert.equal(subjects(world).length, 3, 'nobody is reminded who is done');
    });
  });

  it('sends one mail for each reminder when answers are lost', async function () {
    await hires(this, { ...patient, reminders: [day] }, async (world) => {
      const { okta, start, waitFor } = world;
      const run = await start(okta.addUser());
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const lost = new OktaUnreachableError('POST', 'TimeoutError');
      okta.executeThenFailNext('renewActivationLink', lost);
      await environment().sleep('2 days');

      await waitFor(run, hasTaken('sent mail 1 with a new activation link'));
      assert.deepEqual(subjects(world), ['mfa-enrolled', 'activation-reminder-1']);
      assert.equal(okta.count('renewActivationLink'), 2);
    });
  });

  it('renews the link before it ends where no reminder does', async function () {
    await hires(this, { ...patient, reminders: [] }, async (world) => {
      const { okta, start, waitFor } = world;
      const run = await start(okta.addUser());
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');

      await environment().sleep('15 days');
      await waitFor(run, hasTaken('sent mail 2 with a new activation link'));
      assert.deepEqual(subjects(world), [
        'mfa-enrolled',
        'activation-reminder-1',
        'activation-reminder-2',
      ]);
    });
  });

  it('asks whoever is ACTIVE and has not used the phone to sign in, without a link', async function () {
    await hires(this, { ...patient, reminders: [day] }, async (world) => {
      const { okta, start, waitFor, mailer } = world;
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      // The trap of Identity Engine: ACTIVE at once, because a factor is enrolled and the password optional.
      okta.user(userId).status = 'ACTIVE';

      await environment().sleep('2 days');
      const { stage } = await waitFor(run, hasTaken('sent mail 1 with a new activation link'));
      assert.equal(stage, 'awaiting-activation');
      assert.equal(okta.count('renewActivationLink'), 0);
      assert.doesNotMatch(mailer.mails.at(-1)?.text ?? '', /\/tokens\//);
      assert.deepEqual([...okta.user(userId).groupIds], [okta.groups.A]);
    });
  });

  it('tells the manager and the operators', async function () {
    const escalation = {
      ...{ managerAfter: 4 * day, managerAttribute: 'managerId' },
      ...{ operatorsAfter: 5 * day, operatorsAddress: 'operators@example.com' },
    };
    await hires(
      this,
      { ...quietWaiting, workingHours: aroundTheClock, escalation },
      async (world) => {
        const { okta, start, waitFor, mailer } = world;
        const managerId = okta.addUser({ profile: { email: 'boss@example.com' } });
        const userId = okta.addUser();
        okta.user(userId).profile['managerId'] = managerId;
        const run = await start(userId);
        await waitFor(run, ({ stage }) => stage === 'awaiting-activation');

        await environment().sleep('6 days');
        await waitFor(run, hasTaken('told the operators'));
        assert.deepEqual(
          mailer.mails.map(({ to }) => to),
          ['ann@home.example', 'boss@example.com', 'operators@example.com'],
        );
      },
    );
  });

  const expiries = [
    { removesFromGroupA: false, unenrollsSms: false, done: [] },
    {
      ...{ removesFromGroupA: true, unenrollsSms: true },
      done: ['unenrolled the phone', 'took out of Group A'],
    },
  ];
  for (const { done, ...effects } of expiries) {
    it(`expires after the configured time, and takes back ${done.join(' and ') || 'nothing'}`, async function () {
      const waiting = { ...quietWaiting, expiry: { after: 30 * day, ...effects } };
      await hires(this, waiting, async ({ okta, start, waitFor }) => {
        const userId = okta.addUser();
        const run = await start(userId);
        await waitFor(run, ({ stage }) => stage === 'awaiting-activation');

        const result = await run.result();
        assert(result.outcome === 'expired');
        assert.deepEqual(result.done, done);
        const { groupIds, factors } = okta.user(userId);
        assert.deepEqual([...groupIds], effects.removesFromGroupA ? [] : [okta.groups.A]);
        assert.equal(factors.length, effects.unenrollsSms ? 0 : 1);
      });
    });
  }

  it('keeps a phone at its expiry that was enrolled before', async function () {
    const expiry = { after: day, removesFromGroupA: false, unenrollsSms: true };
    await hires(this, { ...quietWaiting, expiry }, async ({ okta, start }) => {
      const factor = {
        ...{ id: 'sms00000000000before', factorType: 'sms', provider: 'OKTA', status: 'ACTIVE' },
        ...{ phoneNumber: '+12015550123', created: '2020-01-01T00:00:00.000Z' },
      };
      const userId = okta.addUser({ factors: [factor] });

      const result = await (await start(userId)).result();
      assert(result.outcome === 'expired');
      assert.deepEqual([result.done, okta.user(userId).factors], [[], [factor]]);
    });
  });

  it('does not expire, nor remind, whoever is parked; and does what is due when that ends', async function () {
    const waiting = { ...patient, expiry: { ...quietWaiting.expiry, after: 30 * day } };
    await hires(this, waiting, async (world) => {
      const { okta, start, waitFor } = world;
      const userId = okta.addUser();
      const run = await start(userId);
      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      await run.signal(mailBouncedSignal);
      await waitFor(run, ({ attention }) => attention?.reason === 'mail-bounced');

      await environment().sleep('4 days');
      await waitFor(run, ({ attention }) => attention?.reason === 'mail-bounced');
      assert.deepEqual(subjects(world), ['mfa-enrolled']);

      await run.signal(profileChangedSignal);
      const { steps } = await waitFor(run, hasTaken('sent mail 2 with a new activation link'));
      const leftOut = steps.filter((step) => step.leftOut !== undefined);
      assert.deepEqual(
        leftOut.map(({ leftOut }) => leftOut),
        ['superseded'],
      );
      assert.deepEqual(subjects(world), [
        'mfa-enrolled',
        'activation-again-1',
        'activation-reminder-2',
      ]);
    });
  });
});
