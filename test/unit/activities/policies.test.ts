import assert from 'node:assert/strict';
import { ApplicationFailure } from '@temporalio/common';
import type { Population } from '../../../src/activities/enrollment-settings.js';
import { createPolicyActivities } from '../../../src/activities/policies.js';
import type { AttentionReason } from '../../../src/contract/attention.js';
import { createFakeOkta, type FakeOkta } from '../../support/fake-okta.js';
import { oktaError } from '../../support/okta-error.js';

const seconds = 1_000;

describe('the look at the policies', () => {
  let okta: FakeOkta;
  let now: number;
  let populations: Map<string | undefined, Pick<Population, 'groups' | 'checksPolicies'>>;
  let checkPolicies: ReturnType<typeof createPolicyActivities>['checkPolicies'];

  beforeEach(() => {
    okta = createFakeOkta();
    now = 5 * seconds;
    populations = new Map([
      [undefined, { groups: okta.groups, checksPolicies: true }],
      ['interns', { groups: { A: '00gInternsA', B: okta.groups.B }, checksPolicies: true }],
      ['contractors', { groups: { A: '00gNone', B: '00gNone' }, checksPolicies: false }],
    ]);
    const populationOf = (name: string | undefined) =>
      (populations.get(name) ?? assert.fail()) as Population;
    ({ checkPolicies } = createPolicyActivities(okta, populationOf, () => now));
  });

  const userId = '00u00000000000000001';
  const check = (population?: string) =>
    checkPolicies({ userId, ...(population !== undefined && { population }) });
  const reads = () => [okta.count('listEnrollmentPolicies'), okta.count('isMfaAskedFor')];

  async function assertHeld(attempt: Promise<void>, reason: AttentionReason): Promise<void> {
    await assert.rejects(attempt, (error) => {
      assert(error instanceof ApplicationFailure);
      assert.deepEqual([error.type, error.details], ['NeedsAttention', [reason]]);
      assert.equal(error.nonRetryable, true);
      return true;
    });
  }

  function forbidPhone(priority: number, isForbidden = true): void {
    const policy = okta.policies.find((found) => found.priority === priority) ?? assert.fail();
    policy.phone = isForbidden ? 'NOT_ALLOWED' : 'OPTIONAL';
  }

  it('lets a hire go on where the policies are as they should be', async () => {
    await check();

    assert.deepEqual(reads(), [1, 1]);
  });

  it('holds the hire, and names what is to be repaired', async () => {
    okta.asksForMfa = false;
    await assertHeld(check(), 'sign-on-without-mfa');
  });

  it("is about the groups of the hire's population", async () => {
    await check();
    await assertHeld(check('interns'), 'policy-a-forbids-sms');
  });

  it('does not happen where the population does without it', async () => {
    okta.policies = [];
    await check('contractors');

    assert.deepEqual(reads(), [0, 0]);
  });

  it('is one for all hires of a minute', async () => {
    await check();
    forbidPhone(1);
    now += 59 * seconds;
    await check();
    assert.deepEqual(reads(), [1, 1]);

    now += 2 * seconds;
    await assertHeld(check(), 'policy-a-forbids-sms');
    assert.deepEqual(reads(), [2, 2]);
  });

  it('is one for all hires who come at the same time, also where it fails', async () => {
    const error = oktaError('500 E0000009');
    okta.failNext('isMfaAskedFor', error);
    const outcomes = await Promise.allSettled([check(), check(), check('interns')]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason === error),
      [true, true, true],
    );
    assert.deepEqual(reads(), [1, 1]);

    await Promise.all([check(), check(), check()]);
    assert.deepEqual(reads(), [2, 2]);
  });

  it('is not remembered where it failed', async () => {
    okta.failNext('listEnrollmentPolicies', oktaError('403 E0000006'));
    await assert.rejects(check(), { errorCode: 'E0000006' });

    await check();
    assert.deepEqual(reads(), [2, 1]);
  });

  it('is soon made again where it held somebody, so that a repair is seen', async () => {
    forbidPhone(2);
    await assertHeld(check(), 'policy-b-forbids-sms');
    forbidPhone(2, false);
    for (let look = 0; look < 3; look += 1) {
      now += 0.3 * seconds;
      await assertHeld(check(), 'policy-b-forbids-sms');
    }
    assert.deepEqual(reads(), [1, 1]);

    now += 0.2 * seconds;
    await check();
    assert.deepEqual(reads(), [2, 2]);
  });

  it('is made again at once where it is old when it holds somebody', async () => {
    await check();
    now += 30 * seconds;
    await assertHeld(check('interns'), 'policy-a-forbids-sms');
    assert.deepEqual(reads(), [1, 1]);

    await check();
    assert.deepEqual(reads(), [2, 2]);
  });

  it('has the hire fail whose population is not known, before it asks Okta', async () => {
    await assert.rejects(check('gone'));

    assert.deepEqual(reads(), [0, 0]);
  });
});
