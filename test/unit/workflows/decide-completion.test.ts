import assert from 'node:assert/strict';
import type { ActivationFacts } from '../../../src/activities/activation.js';
import { decideCompletion, pauseBeforeNextLook } from '../../../src/workflows/decide-completion.js';

const unverified: ActivationFacts = {
  rule: 'mfa-verified',
  userStatus: 'ACTIVE',
  factorIsActive: true,
};
const met: ActivationFacts = {
  ...unverified,
  phoneVerification: {
    eventId: 'e-1',
    published: '2026-01-05T08:00:00.000Z',
    seenIn: 'system-log',
  },
};

describe('decideCompletion', () => {
  it('needs ACTIVE, our factor and a verification under the rule mfa-verified', () => {
    assert.deepEqual(decideCompletion(met), { isComplete: true });
  });

  it('needs ACTIVE and our factor under the rule active', () => {
    assert.deepEqual(decideCompletion({ ...unverified, rule: 'active' }), { isComplete: true });
  });

  const missing: [facts: ActivationFacts, text: string][] = [
    [{ ...met, userStatus: 'PROVISIONED' }, "Okta's status is PROVISIONED, not yet ACTIVE"],
    [{ ...met, userStatus: 'LOCKED_OUT' }, "Okta's status is LOCKED_OUT, not yet ACTIVE"],
    [{ ...met, factorIsActive: false }, 'the enrolled SMS factor is not ACTIVE any more'],
    [unverified, 'no sign-in with the phone has been seen yet'],
  ];
  for (const [facts, text] of missing) {
    it(`says under the rule mfa-verified: ${text}`, () => {
      assert.deepEqual(decideCompletion(facts), { isComplete: false, missing: text });
    });
  }

  for (const hold of ['factor-lost', 'phone-changed'] as const) {
    it(`is held for ${hold}, whatever else is met`, () => {
      assert.deepEqual(decideCompletion({ ...met, hold }), { isComplete: false, hold });
      assert.deepEqual(
        decideCompletion({ ...met, rule: 'active', userStatus: 'PROVISIONED', hold }),
        {
          ...{ isComplete: false, hold },
        },
      );
    });
  }

  it('says under the rule active what is missing, too', () => {
    const active = { ...met, rule: 'active' } as const;

    assert.equal(decideCompletion({ ...active, userStatus: 'STAGED' }).isComplete, false);
    assert.equal(decideCompletion({ ...active, factorIsActive: false }).isComplete, false);
  });
});

const sixHours = 6 * 60 * 60_000;

describe('pauseBeforeNextLook', () => {
  it('is long while nobody has activated', () => {
    assert.equal(pauseBeforeNextLook(undefined, 0), sixHours);
    assert.equal(pauseBeforeNextLook({ ...met, userStatus: 'PROVISIONED' }, 0), sixHours);
  });

  it('is short, and longer each time, while the System Log may be behind an activation', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 400].map((looks) => pauseBeforeNextLook(unverified, looks)),
      [10_000, 30_000, 120_000, 600_000, sixHours, sixHours],
    );
  });
});
