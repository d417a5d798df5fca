import assert from 'node:assert/strict';
import { factorKindOf, type FactorKind } from '../../../src/contract/factor-kinds.js';
import {
  attemptsLeft,
  attemptsRenewedAt,
  decideAttempt,
  decideResend,
  type FactorTries,
} from '../../../src/workflows/decide-factor-attempt.js';

const second = 1_000;
const minute = 60 * second;
const kindOf = (type: string, provider = 'OKTA'): FactorKind =>
  factorKindOf(type, provider) ?? assert.fail();
const sms = kindOf('sms');
const email = kindOf('email');
const app = kindOf('token:software:totp', 'GOOGLE');

const tries = (more: Partial<FactorTries> = {}): FactorTries => ({
  ...{ attempts: [], resends: [], sentAt: 0 },
  ...more,
});
const iso = (ms: number) => new Date(ms).toISOString();

describe('whether Okta is asked about a code', () => {
  it('is so for the first five within five minutes', () => {
    for (let before = 0; before < 5; before += 1) {
      const attempts = Array.from({ length: before }, (_, at) => at * second);
      assert.equal(decideAttempt(sms, tries({ attempts }), minute), undefined);
      assert.equal(attemptsLeft(tries({ attempts }), minute), 5 - before);
    }
  });

  it('is not so for the sixth until the first is five minutes old', () => {
    const attempts = [10, 20, 30, 40, 50].map((at) => at * second);
    const tried = tries({ attempts, sentAt: 4 * minute });
    assert.deepEqual(decideAttempt(app, tried, minute), {
      ...{ refusal: 'too-many-attempts', attemptsLeft: 0 },
      againAt: iso(5 * minute + 10 * second),
    });
    assert.equal(decideAttempt(app, tried, 5 * minute + 10 * second), undefined);
    assert.equal(attemptsRenewedAt(tried, 5 * minute + 10 * second), 5 * minute + 50 * second);
    assert.equal(attemptsRenewedAt(tried, 10 * minute), undefined);
  });

  it('is not so while Okta itself has said that it takes none', () => {
    const blocked = tries({ blockedUntil: 7 * minute });
    assert.deepEqual(decideAttempt(app, blocked, 7 * minute - 1), {
      ...{ refusal: 'too-many-attempts', attemptsLeft: 0, againAt: iso(7 * minute) },
    });
    assert.equal(decideAttempt(app, blocked, 7 * minute), undefined);
  });

  it('is not so for a text or a call of five minutes ago; mails may live longer, and an app makes its own', () => {
    for (const kind of [sms, kindOf('call')]) {
      assert.equal(decideAttempt(kind, tries(), 5 * minute - 1), undefined);
      assert.equal(decideAttempt(kind, tries(), 5 * minute)?.refusal, 'code-expired');
    }
    for (const kind of [email, app]) {
      assert.equal(decideAttempt(kind, tries(), 60 * minute), undefined);
    }
  });

  it('is never so for a push', () => {
    assert.equal(decideAttempt(kindOf('push'), tries(), minute)?.refusal, 'no-code');
  });
});

describe('whether another code is sent', () => {
  it('is so 30 seconds after the last', () => {
    for (const kind of [sms, kindOf('call'), email]) {
      assert.deepEqual(decideResend(kind, tries(), 30 * second - 1), {
        ...{ refusal: 'too-soon', againAt: iso(30 * second) },
      });
      assert.equal(decideResend(kind, tries(), 30 * second), undefined);
    }
  });

  it('is so five times in five minutes, and twenty times in all', () => {
    const resends = [1, 2, 3, 4, 5].map((at) => at * 30 * second);
    const sent = tries({ resends, sentAt: 150 * second });
    assert.deepEqual(decideResend(sms, sent, 4 * minute), {
      ...{ refusal: 'too-soon', againAt: iso(5 * minute + 30 * second) },
    });
    assert.equal(decideResend(sms, sent, 5 * minute + 30 * second), undefined);
    const often = tries({ resends: Array<number>(20).fill(0) });
    assert.equal(decideResend(sms, often, 60 * minute)?.refusal, 'too-many-resends');
  });

  it('is not so while Okta takes no code, or where no code is sent', () => {
    const attempts = Array<number>(5).fill(minute);
    const refused = decideResend(sms, tries({ attempts }), 2 * minute);
    assert.deepEqual([refused?.refusal, refused?.againAt], ['too-many-attempts', iso(6 * minute)]);
    for (const kind of [app, kindOf('push')]) {
      assert.equal(decideResend(kind, tries(), minute)?.refusal, 'not-sent');
    }
  });
});
