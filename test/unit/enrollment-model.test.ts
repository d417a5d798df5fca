import assert from 'node:assert/strict';
import type { PreEnrollUserStatus } from '../../src/contract/pre-enroll-user.js';
import type { Fact } from '../support/enrollment-model/facts.js';
import { judgeFacts } from '../support/enrollment-model/judge-facts.js';
import { judgeStatus } from '../support/enrollment-model/judge-status.js';
import { whatIsPending } from '../support/enrollment-model/what-is-pending.js';

type Move = Extract<Fact, { fact: 'membership' }>;

const move = (change: Move['change'], group: Move['group'], by: Move['by'] = 'us'): Fact => ({
  ...{ fact: 'membership', change, group, by },
});
const mail: Fact = { fact: 'mail taken', messageId: 'mfa-enrolled.00u1' };
const answerLost: Fact = { fact: 'answer lost', messageId: 'mfa-enrolled.00u1' };
const activated: Fact = { fact: 'activated', by: 'us' };
const enrolled: Fact = { fact: 'phone enrolled', by: 'us' };
const verified: Fact = { fact: 'phone verified' };

const entry: Fact[] = [move('add', 'A'), enrolled, mail, activated];
const switched: Fact[] = [move('add', 'B'), move('remove', 'A')];

describe('what the model of a hire says', () => {
  const right: Record<string, Fact[]> = {
    'a hire as it should be': [...entry, verified, ...switched],
    'a word of an operator in place of evidence': [{ fact: 'forced' }, ...entry, ...switched],
    'an undo': [...entry, { fact: 'undo asked' }, move('remove', 'A')],
    'an expiry that takes back': [...entry, { fact: 'expiry due' }, move('remove', 'A')],
    'an administrator who takes the person out': [...entry, move('remove', 'A', 'others')],
    'a mail that is repeated because the answer was lost': [mail, answerLost, mail],
  };
  for (const [name, facts] of Object.entries(right)) {
    it(`has nothing against ${name}`, () => {
      assert.deepEqual(judgeFacts(facts), []);
    });
  }

  const inNeither = 'taken out of Group A by us, and in neither group then';
  const noEvidence = 'put into Group B by us without evidence';
  const wrong: Record<string, [facts: Fact[], violation: string]> = {
    'out of Group A before into Group B': [
      [...entry, verified, move('remove', 'A'), move('add', 'B')],
      inNeither,
    ],
    'a moment in neither group that is over at the end': [
      [...entry, verified, ...switched, move('remove', 'B'), move('add', 'B')],
      'taken out of Group B by us, and in neither group then',
    ],
    'an undo that comes after the step into neither group': [
      [...entry, move('remove', 'A'), { fact: 'undo asked' }],
      inNeither,
    ],
    'a move without a sign-in': [[...entry, ...switched], noEvidence],
    'a verification before the activation': [[verified, ...entry, ...switched], noEvidence],
    'a verification of a phone that was replaced since': [
      [...entry, verified, enrolled, ...switched],
      noEvidence,
    ],
    'an operator who vouches too late': [[...entry, ...switched, { fact: 'forced' }], noEvidence],
    'a mail that is repeated though its answer had come': [
      [mail, mail],
      '2 mails "mfa-enrolled", of which 1 may be',
    ],
    'two repeats after one lost answer': [
      [mail, answerLost, mail, mail],
      '3 mails "mfa-enrolled", of which 2 may be',
    ],
    'two activations': [[activated, activated], 'activated 2 times'],
  };
  for (const [name, [facts, violation]] of Object.entries(wrong)) {
    it(`finds ${name}`, () => {
      assert.deepEqual(judgeFacts(facts), [violation]);
    });
  }
});

describe('what the model of a hire says of an open run', () => {
  const hour = 60 * 60_000;
  const now = 1_000 * hour;
  const quiet = { activities: 0, workflowTasks: 0, timerMs: hour };
  const statusOf = (given: Partial<PreEnrollUserStatus>): PreEnrollUserStatus => ({
    ...{ userId: '00u1', stage: 'awaiting-activation', since: '', waitingFor: '', steps: [] },
    ...given,
  });
  const parked = statusOf({
    stage: 'needs-attention',
    attention: { reason: 'phone-missing', explanation: '', action: '' },
  });
  const missingUntil = (time: number) => new Map([['phone-missing', time] as const]);

  it('has nothing against one that is parked for what was so at its last look', () => {
    const lastTrue = missingUntil(now - 23 * hour);
    assert.deepEqual(judgeStatus({ status: parked, now, lastTrue, pending: quiet }), []);
  });

  it('finds one that is parked for what is repaired long since', () => {
    const lastTrue = missingUntil(now - 26 * hour);
    assert.deepEqual(judgeStatus({ status: parked, now, lastTrue }), [
      'parked for phone-missing, which is not so',
    ]);
  });

  it('finds one that waits without a timer, and one whose timer is too long for its stage', () => {
    const given = { now, lastTrue: missingUntil(now) };
    const stuck = { ...quiet, timerMs: undefined };
    assert.deepEqual(judgeStatus({ ...given, status: parked, pending: stuck }), [
      'needs-attention, and nothing happens by itself',
    ]);
    const late = { ...quiet, timerMs: 2 * 60_000 };
    const status = statusOf({ stage: 'switching-groups' });
    assert.deepEqual(judgeStatus({ ...given, status, pending: late }), [
      'switching-groups, and nothing happens for 120000 ms',
    ]);
    const retried = { ...stuck, activities: 1 };
    assert.deepEqual(judgeStatus({ ...given, status, pending: retried }), []);
  });

  it('reads from a history what is still pending', () => {
    const timer = { timerId: '1', startToFireTimeout: { seconds: 90 as never, nanos: 0 } };
    const history = [
      { eventId: 1 as never, workflowTaskScheduledEventAttributes: {} },
      {
        eventId: 2 as never,
        workflowTaskCompletedEventAttributes: { scheduledEventId: 1 as never },
      },
      { eventId: 3 as never, activityTaskScheduledEventAttributes: {} },
      { eventId: 4 as never, timerStartedEventAttributes: timer },
    ];
    assert.deepEqual(whatIsPending(history), { activities: 1, workflowTasks: 0, timerMs: 90_000 });
    const ends = [
      { eventId: 5 as never, timerFiredEventAttributes: { timerId: '1' } },
      { eventId: 6 as never, activityTaskFailedEventAttributes: { scheduledEventId: 3 as never } },
    ];
    assert.deepEqual(whatIsPending([...history, ...ends]), {
      ...{ activities: 0, workflowTasks: 0, timerMs: undefined },
    });
  });
});
