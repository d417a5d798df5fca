import assert from 'node:assert/strict';
import { readJourney, type Journey } from '../../../src/activities/read-journey.js';
import type { AuditEntry } from '../../../src/audit/audit-store.js';
import type { AuditRecord } from '../../../src/audit/read-records.js';

const userId = '00u000000000000hire1';
const workflowId = `pre-enroll:${userId}`;
const completion = {
  rule: 'mfa-verified',
  decidedAt: '2026-01-09T00:00:00.000Z',
  wokenBy: 'timer',
};

type Told = Partial<AuditEntry> & { action: string };

/** Records as a worker writes them, a minute after one another: an effect is an intent and, unless it was cut off, an outcome. */
class Records {
  readonly all: AuditRecord[] = [];
  private count = 0;

  effect(
    action: string,
    input: AuditEntry['evidence'],
    result: AuditEntry['evidence'] | 'refused' | 'cut off' = {},
    more: Partial<AuditEntry> = {},
  ): this {
    const key = `${workflowId}/run/${(this.count += 1)}`;
    this.add({ ...more, action, key: `${key}/intent`, phase: 'intent', evidence: { ...input } });
    if (result === 'cut off') return this;
    const isRefused = result === 'refused';
    return this.add({
      ...{ ...more, action, key: `${key}/outcome`, phase: 'outcome' },
      result: isRefused ? 'refused' : 'done',
      evidence: isRefused ? {} : { ...result },
    });
  }

  act(action: string, evidence: AuditEntry['evidence'] = {}): this {
    const actor = { kind: 'operator', id: 'ann' } as const;
    return this.add({ ...{ action, phase: 'fact', actor, reason: 'a test' }, evidence });
  }

  ended(outcome: string): this {
    return this.add({ action: 'ended', phase: 'fact', evidence: { outcome } });
  }

  add(told: Told): this {
    const seq = this.all.length + 1;
    this.all.push({
      ...{ key: `fact-${seq}`, stream: `user:${userId}`, phase: 'fact' },
      ...{ actor: { kind: 'preenroll' }, userId, workflowId, ...told },
      ...{ seq, at: minute(seq), previousHash: '', hash: '' },
    });
    return this;
  }

  get journey(): Journey {
    return readJourney(userId, this.all);
  }
}

function minute(number: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
}

const begun = () => new Records().effect('addToGroup', { group: 'A' });
const enrolled = () => begun().effect('enrollSms', {}, { factorId: 'sms1', origin: 'enrolled' });
const told = () => enrolled().effect('sendMfaEnrolledMail', {});
const waiting = () => told().effect('activateUser', {});

describe('the journey that the records of a user tell of', () => {
  it('is none where there are none, and where they are of something else', () => {
    assert.deepEqual(new Records().journey, {});
    const others = new Records()
      .add({ action: 'sendMfaEnrolledMail', workflowId: 'pre-enroll:somebody-else' })
      .add({ action: 'enrollFactor' });
    assert.deepEqual(others.journey, {});
  });

  it('has each step with the time at which it was done', () => {
    const { earlier } = waiting().journey;
    assert.deepEqual(earlier, {
      groupASince: minute(2),
      enrollments: [{ factorId: 'sms1', origin: 'enrolled', at: minute(4) }],
      mails: { 'mfa-enrolled': minute(6) },
      ...{ toldEnrollments: 1, resends: 0, accepted: [], phoneCorrected: false },
      activation: { begun: minute(7), at: minute(8), wasActivated: false },
    });
  });

  it('counts a mail as sent only when its outcome says so', () => {
    for (const result of ['cut off', 'refused'] as const) {
      const { earlier } = enrolled().effect('sendMfaEnrolledMail', {}, result).journey;
      assert.deepEqual(earlier?.mails, {}, result);
    }
  });

  it('counts the activation mail as begun from its intent on, unless Okta refused it', () => {
    const { earlier } = told().effect('activateUser', {}, 'cut off').journey;
    assert.deepEqual(earlier?.activation, {
      ...{ begun: minute(7), at: minute(7), wasActivated: false },
    });
    const refused = told().effect('activateUser', {}, 'refused');
    assert.equal(refused.journey.earlier?.activation, undefined);
    assert.equal(
      refused.effect('activateUser', { wasActivated: true }).journey.earlier?.activation
        ?.wasActivated,
      true,
    );
  });

  it('has the first time of a step that a later run repeated', () => {
    const { earlier } = waiting()
      .effect('addToGroup', { group: 'A' })
      .effect('activateUser', {}).journey;
    assert.equal(earlier?.groupASince, minute(2));
    assert.equal(earlier.activation?.at, minute(8));
  });

  it('has the reminders, the links that were asked for, and who was told', () => {
    const { earlier } = waiting()
      .effect('sendReminder', { reminder: 'activation-reminder-2' }, { sent: true })
      .effect('sendEscalation', { to: 'manager' }, { sent: false, because: 'no-manager' })
      .effect('sendReminder', { reminder: 'activation-again-1' }, { sent: true })
      .effect('sendReminder', { reminder: 'activation-again-2' }, 'cut off').journey;
    assert.deepEqual(Object.keys(earlier?.mails ?? {}), [
      ...['mfa-enrolled', 'activation-reminder-2', 'escalation-to-manager', 'activation-again-1'],
    ]);
    assert.equal(earlier?.resends, 2);
  });

  it('has each enrollment, and none after they were taken back', () => {
    const again = waiting()
      .act('correctPhone')
      .effect('enrollSms', {}, { factorId: 'sms2', origin: 'enrolled' })
      .effect('sendMfaEnrolledMail', { enrollment: 2 });
    const { earlier } = again.journey;
    assert.deepEqual(
      earlier?.enrollments.map(({ factorId }) => factorId),
      ['sms1', 'sms2'],
    );
    assert.deepEqual([earlier.phoneCorrected, earlier.toldEnrollments], [true, 2]);
    assert.ok(earlier.mails['mfa-enrolled-2']);
    assert.deepEqual(again.effect('unenrollSms', {}).journey.earlier?.enrollments, []);
  });

  it('has what operators accepted for good, and an undo that was not refused', () => {
    const { earlier } = waiting()
      .act('resume', { accepted: 'phone-shared' })
      .act('resume', { accepted: 'phone-changed' })
      .act('undo', { refused: 'already-active' }).journey;
    assert.deepEqual([earlier?.accepted, earlier?.undo], [['phone-shared'], undefined]);
    assert.deepEqual(waiting().act('undo').journey.earlier?.undo, {
      ...{ operator: 'ann', reason: 'a test' },
    });
  });

  it('has on what the activation was believed, and on whose word', () => {
    const { earlier } = waiting().effect('addToGroup', { group: 'B', completion }).journey;
    assert.deepEqual(earlier?.believed, { evidence: completion, groupBSince: minute(10) });
    const forced = waiting().effect('addToGroup', { group: 'B', completion }, 'cut off', {
      ...{ actor: { kind: 'operator', id: 'ann' }, reason: 'seen' },
    });
    assert.deepEqual(forced.journey.earlier?.believed, {
      evidence: { ...completion, operator: 'ann', reason: 'seen' },
    });
  });

  it('is over when the person has left Group A for Group B, and the next one begins from nothing', () => {
    const completed = waiting()
      .effect('addToGroup', { group: 'B', completion })
      .effect('removeFromGroup', { group: 'A' });
    assert.deepEqual(completed.journey, {});
    const next = completed.effect('addToGroup', { group: 'A' }).journey;
    assert.deepEqual([next.earlier?.mails, next.earlier?.enrollments], [{}, []]);
  });

  it('is not over while it is not known whether the person has left Group A', () => {
    const { earlier } = waiting()
      .effect('addToGroup', { group: 'B', completion })
      .effect('removeFromGroup', { group: 'A' }, 'cut off').journey;
    assert.ok(earlier?.believed);
  });

  for (const outcome of ['cancelled', 'expired', 'undone', 'removed'] as const) {
    it(`is over when it is recorded as ${outcome}, until another begins`, () => {
      const over = waiting().ended(outcome);
      assert.deepEqual(over.journey, { ended: { outcome, at: minute(9) } });
      const next = over.effect('addToGroup', { group: 'A' }).journey;
      assert.deepEqual([next.ended, next.earlier?.mails], [undefined, {}]);
    });
  }

  it('is over when it was taken back, although the run did not come to say so', () => {
    const expired = waiting().effect('removeFromGroup', { group: 'A' });
    assert.equal(expired.journey.ended?.outcome, 'expired');
    const undone = waiting().act('undo').effect('removeFromGroup', { group: 'A' });
    assert.equal(undone.journey.ended?.outcome, 'undone');
  });

  it('begins from nothing after an erasure', () => {
    assert.deepEqual(waiting().add({ action: 'erase', workflowId: 'none' }).journey, {});
  });
});
