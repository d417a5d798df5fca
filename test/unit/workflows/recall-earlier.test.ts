import assert from 'node:assert/strict';
import type { EarlierEnrollment } from '../../../src/contract/earlier-enrollment.js';
import { recallEarlier } from '../../../src/workflows/recall-earlier.js';

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 9)).toISOString();
const factor = (n: number) => ({ factorId: `sms${n}`, origin: 'enrolled' as const, at: at(n) });
const evidence = { rule: 'mfa-verified', decidedAt: at(20), wokenBy: 'timer' } as const;

const nothing: EarlierEnrollment = {
  ...{ enrollments: [], mails: {}, toldEnrollments: 0, resends: 0 },
  ...{ accepted: [], phoneCorrected: false },
};
const enrolled: EarlierEnrollment = {
  ...{ ...nothing, groupASince: at(1), enrollments: [factor(2)] },
  ...{ mails: { 'mfa-enrolled': at(3) }, toldEnrollments: 1 },
};
const waiting: EarlierEnrollment = {
  ...enrolled,
  activation: { begun: at(4), at: at(5), wasActivated: false },
};

const inA = { userStatus: 'PROVISIONED', inGroupA: true, inGroupB: false };
const staged = { ...inA, userStatus: 'STAGED' };
const inBoth = { userStatus: 'ACTIVE', inGroupA: true, inGroupB: true };

const intoA = 'put into Group A';
const phone = 'enrolled the phone as SMS factor, ACTIVE';
const told = 'sent the mail "MFA enrolled"';
const turned = 'turned to the activation';
const activation = 'let Okta send the activation mail';

const table: {
  title: string;
  earlier: EarlierEnrollment;
  found: typeof inA;
  steps: string[];
  inbox?: object;
}[] = [
  { title: 'STAGED, nothing done', earlier: nothing, found: staged, steps: [] },
  {
    title: 'in Group A, the phone not there',
    ...{ earlier: { ...nothing, groupASince: at(1) }, found: staged, steps: [intoA] },
  },
  {
    title: 'taken out of Group A by somebody since',
    ...{ earlier: { ...nothing, groupASince: at(1) }, found: { ...staged, inGroupA: false } },
    steps: [],
  },
  {
    title: 'the phone there, the mail not out',
    earlier: { ...enrolled, mails: {}, toldEnrollments: 0 },
    ...{ found: staged, steps: [intoA, phone] },
  },
  {
    title: '"MFA enrolled" out, the activation mail not',
    ...{ earlier: enrolled, found: staged, steps: [intoA, phone, told] },
  },
  {
    title: 'the activation mail begun, and not out by Okta',
    ...{ earlier: waiting, found: staged, steps: [intoA, phone, told] },
  },
  {
    title: 'the activation mail out',
    ...{ earlier: waiting, found: inA, steps: [intoA, phone, told, turned, activation] },
  },
  {
    title: 'activated before by somebody else, and not yet sent a link',
    earlier: { ...waiting, activation: { begun: at(4), at: at(5), wasActivated: true } },
    ...{ found: inA, steps: [intoA, phone, told, turned, activation] },
  },
  {
    title: 'reminded three times, the second time superseded, and the manager told',
    earlier: {
      ...waiting,
      mails: {
        ...{ ...waiting.mails, 'activation-reminder-1': at(6), 'activation-reminder-3': at(9) },
        'escalation-to-manager': at(9),
      },
    },
    found: inA,
    steps: [
      ...[intoA, phone, told, turned, activation],
      ...[1, 2, 3].map((number) => `sent mail ${number} with a new activation link`),
      'told the manager',
    ],
  },
  {
    title: 'the phone corrected by an operator, and a second link asked for that is not out',
    earlier: {
      ...{ ...waiting, enrollments: [factor(2), factor(6)], toldEnrollments: 1, resends: 2 },
      mails: { ...waiting.mails, 'activation-again-1': at(7) },
      phoneCorrected: true,
    },
    found: inA,
    steps: [
      ...[intoA, phone, 'enrolled the phone again (1)', told, turned, activation],
      'sent a new activation link, as an operator wanted (1)',
    ],
    inbox: { accepted: ['phone-changed'], reEnrollments: 1, resends: 2 },
  },
  {
    title: 'in both groups',
    earlier: { ...waiting, believed: { evidence, groupBSince: at(21) } },
    found: inBoth,
    steps: [
      ...[intoA, phone, told, turned, activation, 'believed the activation', 'put into Group B'],
    ],
  },
  {
    title: 'believed, and not in Group B',
    earlier: { ...waiting, believed: { evidence, groupBSince: at(21) } },
    found: { ...inBoth, inGroupB: false },
    steps: [...[intoA, phone, told, turned, activation, 'believed the activation']],
  },
  {
    title: 'amid an undo',
    earlier: { ...waiting, enrollments: [], undo: { operator: 'ann', reason: 'a test' } },
    ...{ found: inA, steps: [intoA, told, turned, activation] },
    inbox: { undo: { operator: 'ann', reason: 'a test' } },
  },
];

describe('what a run takes over from one that was lost', () => {
  for (const { title, earlier, found, steps, inbox = {} } of table) {
    it(`is what was done: ${title}`, () => {
      const recalled = recallEarlier(earlier, found);
      assert.deepEqual(
        recalled.steps.map(({ step }) => step),
        steps,
      );
      assert.deepEqual(recalled.inbox, inbox);
    });
  }

  it('has the times of then: verifications count from shortly before the activation', () => {
    const { steps } = recallEarlier(waiting, inA);
    const of = (name: string) => steps.find(({ step }) => step === name);
    assert.equal(of(activation)?.at, at(5));
    assert.equal(of(turned)?.result, '2026-01-04T08:55:00.000Z');
  });

  it('has the factor that was enrolled last, whose absence would be noticed', () => {
    const { steps } = recallEarlier({ ...waiting, enrollments: [factor(2), factor(6)] }, inA);
    assert.deepEqual(steps.find(({ step }) => step === phone)?.result, {
      ...{ factorId: 'sms6', origin: 'enrolled' },
    });
  });

  it('leaves out a reminder that was superseded, as it was', () => {
    const mails = { ...waiting.mails, 'activation-reminder-2': at(9) };
    const { steps } = recallEarlier({ ...waiting, mails }, inA);
    assert.deepEqual(steps.find(({ step }) => step.startsWith('sent mail 1'))?.result, {
      sent: false,
      because: 'superseded',
    });
  });
});
