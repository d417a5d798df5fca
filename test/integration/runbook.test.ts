import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Population } from '../../src/activities/enrollment-settings.js';
import { attention, type AttentionReason } from '../../src/contract/attention.js';
import { correctPhoneUpdate, resumeSignal, resumeUpdate } from '../../src/contract/operator.js';
import {
  activatedSignal,
  mailBouncedSignal,
  profileChangedSignal,
  type PreEnrollUserStatus,
} from '../../src/contract/pre-enroll-user.js';
import { MailError } from '../../src/mail/mailer.js';
import { encryptText } from '../../src/payload-codec/encrypt-text.js';
import type { FakeOkta } from '../support/fake-okta.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { oktaError, smsNotAllowed } from '../support/okta-error.js';
import { useTimeSkippingServerPerTest, workflowBundle } from '../support/temporal.js';

const operator = { operator: 'ann', reason: 'as the runbook says' };
const profile = {
  ...{ firstName: 'Ann', email: 'ann@example.com', secondEmail: 'ann@home.example' },
  mobilePhone: '+1 201 555 0123',
};
const encryptionKey = randomBytes(32);

interface Stuck extends Hires {
  userId: string;
  run: HireHandle;
}

interface Case {
  settings?: Partial<Population>;
  /** The user, where it is not one whose data are in order. */
  user?: (okta: FakeOkta) => Parameters<FakeOkta['addUser']>[0];
  /** What goes wrong before the run begins. */
  before?: (okta: FakeOkta, userId: string) => void;
  /** What goes wrong while the person is waited for. */
  whileWaiting?: (stuck: Stuck) => Promise<void> | void;
  /** How long the run tries before it parks. */
  takes?: '3 minutes' | '12 minutes';
  /** What the runbook wants to be repaired. */
  repair?: (stuck: Stuck) => Promise<void> | void;
  /** What makes the run go on then. */
  press: 'nothing' | 'profile changed' | 'resume' | 'resume until it has gone on' | 'accept';
  /** Where it comes to; `awaiting-activation` unless given. */
  reaches?: PreEnrollUserStatus['stage'];
}

const policyOf = (okta: FakeOkta, group: 'A' | 'B') => {
  const policy = okta.policies.find(({ groupIds }) => groupIds.includes(okta.groups[group]));
  assert(policy);
  return policy;
};

/** For each reason, what causes it, and the action of its entry in docs/runbook.md. */
const cases: Record<
  Exclude<
    AttentionReason,
    // They have tests of their own below.
    'population-unknown' | 'phone-correction-unreadable'
  >,
  Case
> = {
  'phone-missing': {
    user: () => ({ profile: { ...profile, mobilePhone: '' } }),
    repair({ okta, userId }) {
      okta.user(userId).profile = profile;
    },
    press: 'profile changed',
  },
  'phone-unusable': {
    user: () => ({ profile: { ...profile, mobilePhone: '+49 30 901820' } }),
    repair({ okta, userId }) {
      okta.user(userId).profile = profile;
    },
    press: 'profile changed',
  },
  'phone-country-unexpected': { settings: { phoneCountries: ['DE'] }, press: 'accept' },
  'phone-shared': {
    before: (okta) => void okta.addUser({ profile: { ...profile } }),
    press: 'accept',
  },
  'phone-changed': {
    async whileWaiting({ okta, userId, run }) {
      okta.user(userId).profile['mobilePhone'] = '+1 201 555 0199';
      await run.signal(profileChangedSignal);
    },
    press: 'accept',
  },
  'phone-rejected': {
    before: (okta) => {
      okta.failNext('enrollSmsFactor', oktaError('400 E0000098'));
    },
    press: 'resume',
  },
  'other-phone-enrolled': {
    before: (okta, userId) => {
      okta.user(userId).factors.push({
        ...{ id: 'sms000000000000other', factorType: 'sms', provider: 'OKTA' },
        ...{ status: 'ACTIVE', phoneNumber: '+12015550199', created: '2020-01-01T00:00:00.000Z' },
      });
    },
    press: 'accept',
  },
  'factor-lost': {
    async whileWaiting({ okta, userId, run }) {
      okta.user(userId).factors = [];
      await run.signal(activatedSignal, { source: 'okta-event', eventId: 'reset' });
    },
    press: 'accept',
  },
  'group-a-not-ours': {
    before: (okta, userId) => {
      okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    },
    press: 'accept',
  },
  'sms-not-allowed': {
    before: (okta) => {
      okta.failNext('enrollSmsFactor', smsNotAllowed());
      for (let look = 1; look <= 8; look += 1) okta.answerNext('listAllowedFactors', []);
    },
    takes: '3 minutes',
    press: 'resume',
  },
  'policy-a-forbids-sms': {
    before: (okta) => (policyOf(okta, 'A').phone = 'NOT_ALLOWED'),
    repair: ({ okta }) => void (policyOf(okta, 'A').phone = 'REQUIRED'),
    press: 'resume until it has gone on',
  },
  'policy-a-not-first': {
    before: (okta) => (policyOf(okta, 'A').priority = 9),
    repair: ({ okta }) => void (policyOf(okta, 'A').priority = 1),
    press: 'resume until it has gone on',
  },
  'policy-b-forbids-sms': {
    before: (okta) => (policyOf(okta, 'B').phone = 'NOT_ALLOWED'),
    repair: ({ okta }) => void (policyOf(okta, 'B').phone = 'OPTIONAL'),
    press: 'resume until it has gone on',
  },
  'sign-on-without-mfa': {
    before: (okta) => (okta.asksForMfa = false),
    repair: ({ okta }) => void (okta.asksForMfa = true),
    press: 'resume until it has gone on',
  },
  'telephony-missing': {
    before: (okta) => {
      okta.failNext('enrollSmsFactor', oktaError('400 E0000264'));
    },
    press: 'resume',
  },
  'mail-address-missing': {
    user: () => ({ profile: { mobilePhone: profile.mobilePhone } }),
    repair({ okta, userId }) {
      okta.user(userId).profile = profile;
    },
    press: 'profile changed',
  },
  'mail-refused': {
    // Of the mail server, below.
    press: 'resume',
  },
  'mail-bounced': {
    whileWaiting: ({ run }) => run.signal(mailBouncedSignal),
    repair({ okta, userId }) {
      okta.user(userId).profile['secondEmail'] = 'right@home.example';
    },
    press: 'profile changed',
  },
  'switch-unfinished': {
    async whileWaiting({ okta, run }) {
      for (let attempt = 1; attempt <= 16; attempt += 1) {
        okta.failNext('removeUserFromGroup', oktaError('500 E0000009'));
      }
      await run.signal(activatedSignal, { source: 'operator', operator: 'ann', force: true });
    },
    takes: '12 minutes',
    press: 'nothing',
    reaches: 'completed',
  },
  'okta-credential-rejected': {
    before: (okta) => {
      okta.failNext('addUserToGroup', oktaError('401 E0000011'));
    },
    press: 'resume',
  },
  'okta-permission-missing': {
    before: (okta) => {
      okta.failNext('addUserToGroup', oktaError('403 E0000006'));
    },
    press: 'resume',
  },
  'okta-refused': {
    before: (okta) => {
      okta.failNext('addUserToGroup', oktaError('400 E0000003'));
    },
    press: 'resume',
  },
};

describe('the action of the runbook', function () {
  this.timeout('60s');
  const environment = useTimeSkippingServerPerTest();

  async function hires<T>(
    title: string,
    body: (hires: Hires) => Promise<T>,
    more: Partial<Parameters<typeof withHires>[1]> = {},
  ): Promise<T> {
    const given = { taskQueue: title, workflowBundle: await workflowBundle(), encryptionKey };
    return withHires(environment(), { ...given, ...more }, body);
  }

  async function press({ run, waitFor }: Stuck, what: Case['press']): Promise<void> {
    switch (what) {
      case 'nothing':
        return;
      case 'profile changed':
        await run.signal(profileChangedSignal);
        return;
      case 'resume':
        await run.executeUpdate(resumeUpdate, { args: [operator] });
        return;
      case 'resume until it has gone on':
        // What Okta says of its policies is kept for a second.
        await waitFor(run, ({ stage }) => {
          if (stage === 'needs-attention') void run.signal(resumeSignal, operator);
          return stage === 'awaiting-activation';
        });
        return;
      case 'accept':
        await run.executeUpdate(resumeUpdate, { args: [{ ...operator, accept: true }] });
    }
  }

  for (const [name, one] of Object.entries(cases)) {
    const reason = name as AttentionReason;
    const { press: what, reaches = 'awaiting-activation' } = one;
    it(`for ${reason} (${what}) makes the run go on`, async () => {
      await hires(
        `runbook-${reason}`,
        async (world) => {
          const { okta, mailer, start, waitFor } = world;
          const userId = okta.addUser(one.user?.(okta) ?? { profile: { ...profile } });
          one.before?.(okta, userId);
          if (reason === 'mail-refused')
            mailer.failNext('send', new MailError(true, 'RCPT TO 550'));
          const stuck: Stuck = { ...world, userId, run: await start(userId) };
          if (one.whileWaiting) {
            await waitFor(stuck.run, ({ stage }) => stage === 'awaiting-activation');
            await one.whileWaiting(stuck);
          }
          if (one.takes) await environment().sleep(one.takes);
          const { attention: shown } = await waitFor(stuck.run, isParkedFor(reason));
          const { explanation, action, whoCanFix } = attention[reason];
          assert.deepEqual(
            [shown?.explanation, shown?.action, shown?.whoCanFix],
            [explanation, action, whoCanFix],
          );

          await one.repair?.(stuck);
          await press(stuck, what);
          if (what === 'nothing') await environment().sleep('15 minutes');

          await waitFor(stuck.run, ({ stage }) => stage === reaches);
        },
        one.settings && { settings: one.settings },
      );
    });
  }

  it('for phone-correction-unreadable (a correction with the right key) makes the run go on', async () => {
    await hires('runbook-correction', async ({ okta, start, waitFor }) => {
      const userId = okta.addUser({ profile: { ...profile, mobilePhone: '' } });
      const run = await start(userId);
      await waitFor(run, isParkedFor('phone-missing'));
      const correct = (key: Buffer) =>
        run.executeUpdate(correctPhoneUpdate, {
          args: [{ ...operator, phone: { encrypted: encryptText(key, '+4915123456789', userId) } }],
        });

      await correct(randomBytes(32));
      await waitFor(run, isParkedFor('phone-correction-unreadable'));
      await correct(encryptionKey);

      await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      assert.equal(okta.user(userId).factors[0]?.phoneNumber, '+4915123456789');
    });
  });

  it('for population-unknown (the name put back, and workers restarted) makes the run go on', async () => {
    const taskQueue = 'runbook-population-unknown';
    const { world, run } = await hires(
      taskQueue,
      async ({ okta, mailer, start, waitFor }) => {
        const stuck = await start(okta.addUser({ profile: { ...profile, mobilePhone: '' } }));
        await waitFor(stuck, isParkedFor('phone-missing'));
        return { world: { okta, mailer }, run: stuck };
      },
      { settings: { name: 'contractors' }, maxCachedWorkflows: 0 },
    );
    await hires(
      taskQueue,
      async ({ waitFor }) => {
        await run.executeUpdate(resumeUpdate, { args: [operator] });
        await waitFor(run, isParkedFor('population-unknown'));
      },
      { world, settings: { name: 'employees' }, maxCachedWorkflows: 0 },
    );
    await hires(
      taskQueue,
      async ({ waitFor }) => {
        await run.executeUpdate(resumeUpdate, { args: [operator] });
        await waitFor(run, isParkedFor('phone-missing'));
      },
      { world, settings: { name: 'contractors' } },
    );
  });

  it('is known for every reason there is', () => {
    const known = [...Object.keys(cases), 'population-unknown', 'phone-correction-unreadable'];
    assert.deepEqual(known.sort(), Object.keys(attention).sort());
  });
});

function isParkedFor(reason: AttentionReason) {
  return (status: PreEnrollUserStatus) => status.attention?.reason === reason;
}
