import assert from 'node:assert/strict';
import { decidePolicyHold } from '../../../src/activities/decide-policy-hold.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import type { EnrollmentPolicy } from '../../../src/okta/okta-client.js';

const groups = { A: '00g0000000000000000A', B: '00g0000000000000000B' };
const others = '00g000000000000other';
const everyone = '00g000000000everyone';

const policy = (
  priority: number,
  groupIds: string[],
  phone: EnrollmentPolicy['phone'],
  more: Partial<EnrollmentPolicy> = {},
): EnrollmentPolicy => ({
  ...{ isActive: true, hasActiveRule: true, isForEveryone: groupIds.length === 0 },
  ...{ priority, groupIds, phone, ...more },
});

const forA = policy(1, [groups.A], 'REQUIRED');
const forB = policy(2, [groups.B], 'OPTIONAL');
const forAll = policy(3, [everyone], 'NOT_ALLOWED', { isForEveryone: true });
const passedOver: [how: string, change: Partial<EnrollmentPolicy>][] = [
  ['is not active', { isActive: false, hasActiveRule: false }],
  ['has no active rule', { hasActiveRule: false }],
];

type Row = [what: string, policies: EnrollmentPolicy[]];

function decide(policies: readonly EnrollmentPolicy[], asksForMfa = true) {
  return decidePolicyHold({ policies, asksForMfa, groups });
}

function itDecides(expected: AttentionReason | undefined, rows: Row[]): void {
  for (const [what, policies] of rows) {
    it(what, () => {
      assert.equal(decide(policies), expected);
      assert.equal(decide(policies.toReversed()), expected, 'the order of the list counts');
    });
  }
}

describe('the hold because of policies', () => {
  describe('does not come', () => {
    itDecides(undefined, [
      ['with the policies as they should be', [forA, forB, forAll]],
      [
        'where Group A may enroll the phone without having to',
        [{ ...forA, phone: 'OPTIONAL' }, forB],
      ],
      ['where Group B must enroll the phone', [forA, { ...forB, phone: 'REQUIRED' }]],
      [
        'where one policy is for both groups',
        [policy(1, [groups.A, groups.B], 'OPTIONAL'), forAll],
      ],
      [
        'where a policy of other groups comes first',
        [policy(0, [others], 'NOT_ALLOWED'), forA, forB],
      ],
      [
        "where Group A's policy is for everyone, too",
        [policy(1, [groups.A, everyone], 'OPTIONAL', { isForEveryone: true }), forAll],
      ],
      [
        'where Group B has no policy of its own, and that of everyone allows the phone',
        [forA, { ...forAll, phone: 'OPTIONAL' }],
      ],
      [
        'where Group A has a second policy that forbids the phone',
        [forA, policy(2, [groups.A], 'NOT_ALLOWED'), { ...forB, priority: 3 }],
      ],
      [
        'where Group B has a second policy that forbids the phone',
        [forA, forB, policy(3, [groups.B], 'NOT_ALLOWED')],
      ],
      [
        'where two policies for Group A come before that of Group B',
        [policy(0, [groups.A, others], 'OPTIONAL'), forA, forB],
      ],
      ...passedOver.flatMap(([how, change]): Row[] => [
        [
          `where a policy of everyone comes first but ${how}`,
          [policy(0, [], 'OPTIONAL', change), forA, forB],
        ],
        [
          `where a policy that forbids Group A the phone comes first but ${how}`,
          [policy(0, [groups.A], 'NOT_ALLOWED', change), forA, forB],
        ],
        [
          `where a policy that forbids Group B the phone comes first but ${how}`,
          [policy(0, [groups.B], 'NOT_ALLOWED', change), forA, forB],
        ],
      ]),
    ]);
  });

  describe('comes because Group A may not enroll the phone', () => {
    itDecides('policy-a-forbids-sms', [
      ['where there are no policies', []],
      ['where Group A has no policy', [forB, forAll]],
      ['where only the policy of everyone allows it', [forB, { ...forAll, phone: 'REQUIRED' }]],
      ["where Group A's policy forbids it", [{ ...forA, phone: 'NOT_ALLOWED' }, forB, forAll]],
      [
        "where the first of Group A's policies forbids it",
        [policy(0, [groups.A, others], 'NOT_ALLOWED'), forA, forB],
      ],
      ...passedOver.map(([how, change]): Row => [
        `where Group A's policy ${how}`,
        [{ ...forA, ...change }, forB, forAll],
      ]),
      [
        'before it is looked at what comes first',
        [policy(0, [], 'OPTIONAL'), { ...forA, phone: 'NOT_ALLOWED' }, forB],
      ],
    ]);
  });

  describe('comes because another policy takes Group A away from its own', () => {
    itDecides('policy-a-not-first', [
      ['where the policy of Group B comes first', [{ ...forB, priority: 0 }, forA, forAll]],
      ['where the default policy comes first', [{ ...forAll, priority: 0 }, forA, forB]],
      ['where a policy without groups comes first', [policy(0, [], 'REQUIRED'), forA, forB]],
      [
        'where a policy of other groups and Group B comes first',
        [policy(0, [others, groups.B], 'OPTIONAL'), forA, forAll],
      ],
      [
        'before it is looked at what Group B may do',
        [policy(0, [groups.B], 'NOT_ALLOWED'), forA, forAll],
      ],
    ]);
  });

  describe('comes because Group B may not use the phone', () => {
    itDecides('policy-b-forbids-sms', [
      ["where Group B's policy forbids it", [forA, { ...forB, phone: 'NOT_ALLOWED' }]],
      ['where Group B gets the policy of everyone, which forbids it', [forA, forAll]],
      ['where there is no policy but that of Group A', [forA]],
      [
        'where a policy of everyone comes between, which forbids it',
        [forA, policy(2, [], 'NOT_ALLOWED'), { ...forB, priority: 3 }],
      ],
      [
        'where the first of two policies forbids it',
        [forA, forB, policy(1.5, [groups.B, others], 'NOT_ALLOWED')],
      ],
      ...passedOver.map(([how, change]): Row => [
        `where Group B's policy ${how}`,
        [forA, { ...forB, ...change }, forAll],
      ]),
    ]);
  });

  it('comes because nobody is asked for a second factor, after all that is about enrollment', () => {
    assert.equal(decide([forA, forB, forAll], false), 'sign-on-without-mfa');
    assert.equal(decide([forB], false), 'policy-a-forbids-sms');
    assert.equal(decide([{ ...forB, priority: 0 }, forA], false), 'policy-a-not-first');
    assert.equal(decide([forA], false), 'policy-b-forbids-sms');
  });

  it('is about the groups it is asked for', () => {
    const swapped = { A: groups.B, B: groups.A };
    const policies = [forA, forB];

    assert.equal(decidePolicyHold({ policies, asksForMfa: true, groups }), undefined);
    assert.equal(
      decidePolicyHold({ policies, asksForMfa: true, groups: swapped }),
      'policy-a-not-first',
    );
  });
});
