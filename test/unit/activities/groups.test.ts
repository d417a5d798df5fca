import assert from 'node:assert/strict';
import { oktaError } from '../../support/okta-error.js';
import {
  answerLost,
  assertNeedsAttention,
  assertRetryable,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

describe('the membership of a group', () => {
  let okta: ActivityEnvironment['okta'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];
  let userId: string;

  beforeEach(() => {
    ({ okta, activities, run } = createActivityEnvironment());
    userId = okta.addUser({ groupIds: new Set(['00g0000000000everyone']) });
  });

  const groupIds = () => [...okta.user(userId).groupIds];

  for (const group of ['A', 'B'] as const) {
    it(`begins in Group ${group} alone`, async () => {
      await run(activities.addToGroup, { userId, group });

      assert.deepEqual(groupIds(), ['00g0000000000everyone', okta.groups[group]]);
    });

    it(`ends in Group ${group} alone`, async () => {
      okta.user(userId).groupIds = new Set([okta.groups.A, okta.groups.B]);
      await run(activities.removeFromGroup, { userId, group });

      assert.deepEqual(groupIds(), [okta.groups[group === 'A' ? 'B' : 'A']]);
    });
  }

  it('may begin twice and end twice', async () => {
    await run(activities.addToGroup, { userId, group: 'A' });
    await run(activities.addToGroup, { userId, group: 'A' });
    assert.ok(groupIds().includes(okta.groups.A));

    await run(activities.removeFromGroup, { userId, group: 'A' });
    await run(activities.removeFromGroup, { userId, group: 'A' });
    assert.deepEqual(groupIds(), ['00g0000000000everyone']);
  });

  it('is right after a repeat when the first answer was lost', async () => {
    okta.executeThenFailNext('addUserToGroup', answerLost);
    await assertRetryable(run(activities.addToGroup, { userId, group: 'A' }), 'OktaUnavailable');
    await run(activities.addToGroup, { userId, group: 'A' });
    assert.ok(groupIds().includes(okta.groups.A));

    okta.executeThenFailNext('removeUserFromGroup', answerLost);
    const removal = run(activities.removeFromGroup, { userId, group: 'A' });
    await assertRetryable(removal, 'OktaUnavailable');
    await run(activities.removeFromGroup, { userId, group: 'A' });
    assert.deepEqual(groupIds(), ['00g0000000000everyone']);
  });

  it('does not end before Okta shows the other group, into which is put back who has lost it', async () => {
    okta.user(userId).groupIds = new Set([okta.groups.A]);
    const leave = () =>
      run(activities.removeFromGroup, { userId, group: 'A' as const, staysInB: true });
    await assertRetryable(leave(), 'OktaUnavailable');
    assert.deepEqual(groupIds(), [okta.groups.A, okta.groups.B]);

    okta.answerNext('listUserGroupIds', [okta.groups.A]);
    await assertRetryable(leave(), 'OktaUnavailable');
    assert.deepEqual(groupIds(), [okta.groups.A, okta.groups.B]);

    await leave();
    assert.deepEqual(groupIds(), [okta.groups.B]);
  });

  it('does not begin where the policies would lock the person out, if they are to be looked at', async () => {
    okta.asksForMfa = false;
    const enter = (checksPolicies: boolean) =>
      run(activities.addToGroup, { userId, group: 'A' as const, checksPolicies });
    await assertNeedsAttention(enter(true), 'sign-on-without-mfa');
    assert.deepEqual(groupIds(), ['00g0000000000everyone']);

    await enter(false);
    assert.ok(groupIds().includes(okta.groups.A));
  });

  it('takes one call each way, and one to see Group B before Group A is left', async () => {
    await run(activities.addToGroup, { userId, group: 'B' });
    assert.equal(okta.count('listUserGroupIds'), 0);
    await run(activities.removeFromGroup, { userId, group: 'A', staysInB: true });
    assert.equal(okta.count('listUserGroupIds'), 1);
  });

  it('needs a person when the credential may not change it', async () => {
    okta.failNext('addUserToGroup', oktaError('403 E0000006'));
    await assertNeedsAttention(
      run(activities.addToGroup, { userId, group: 'A' }),
      'okta-permission-missing',
    );

    okta.failNext('removeUserFromGroup', oktaError('403 E0000006'));
    await assertNeedsAttention(
      run(activities.removeFromGroup, { userId, group: 'A' }),
      'okta-permission-missing',
    );
  });

  it('needs a person when the group or the user is gone', async () => {
    okta.deleteUser(userId);

    await assertNeedsAttention(run(activities.addToGroup, { userId, group: 'A' }), 'okta-refused');
  });
});
