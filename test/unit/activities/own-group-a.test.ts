import assert from 'node:assert/strict';
import {
  assertNeedsAttention,
  createActivityEnvironment,
  type ActivityEnvironment,
} from './activity-environment.js';

describe('checkOwnGroupA', () => {
  let okta: ActivityEnvironment['okta'];
  let activities: ActivityEnvironment['activities'];
  let run: ActivityEnvironment['run'];
  let userId: string;

  beforeEach(() => {
    ({ okta, activities, run } = createActivityEnvironment());
    userId = okta.addUser();
  });

  const check = (accepted: 'group-a-not-ours'[] = []) =>
    run(activities.checkOwnGroupA, { userId, accepted });

  it('knows from the System Log whom an earlier run has put there', async () => {
    await run(activities.addToGroup, { userId, group: 'A' });

    assert.deepEqual(await check(), { groupA: 'ours' });
  });

  it('needs a person when somebody else did, or nobody knows who', async () => {
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    await assertNeedsAttention(check(), 'group-a-not-ours');

    const unknown = okta.addUser({ groupIds: new Set([okta.groups.A]) });
    await assertNeedsAttention(
      run(activities.checkOwnGroupA, { userId: unknown }),
      'group-a-not-ours',
    );
  });

  it('goes by who did it last', async () => {
    await run(activities.addToGroup, { userId, group: 'A' });
    await run(activities.removeFromGroup, { userId, group: 'A' });
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);

    await assertNeedsAttention(check(), 'group-a-not-ours');
  });

  it('does not take another group of ours for Group A', async () => {
    await run(activities.addToGroup, { userId, group: 'B' });
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    await run(activities.addToGroup, { userId, group: 'B' });

    await assertNeedsAttention(check(), 'group-a-not-ours');
  });

  it('believes an operator, and a configuration that trusts Group A', async () => {
    okta.addToGroupAs('00u000000000000admin', okta.groups.A, userId);
    assert.deepEqual(await check(['group-a-not-ours']), { groupA: 'ours' });

    const trusting = createActivityEnvironment({ trustsGroupA: true }, okta);
    assert.deepEqual(await trusting.run(trusting.activities.checkOwnGroupA, { userId }), {
      groupA: 'ours',
    });
  });

  it('says who has left', async () => {
    assert.deepEqual(await check(), { groupA: 'left' });
  });
});
