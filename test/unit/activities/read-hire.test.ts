import assert from 'node:assert/strict';
import { answerLost, assertRetryable, createActivityEnvironment } from './activity-environment.js';

describe('readHire', () => {
  it('tells the status and both memberships, and nothing personal', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser({ groupIds: new Set([okta.groups.B, '00g0000000000everyone']) });

    assert.deepEqual(await run(activities.readHire, { userId }), {
      userStatus: 'STAGED',
      inGroupA: false,
      inGroupB: true,
    });
  });

  it('says DELETED for a user whom Okta does not know', async () => {
    const { activities, run } = createActivityEnvironment();

    assert.deepEqual(await run(activities.readHire, { userId: '00u0000000000000none' }), {
      userStatus: 'DELETED',
      inGroupA: false,
      inGroupB: false,
    });
  });

  it('passes on a status that Okta may add', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser({ status: 'HIBERNATING' });

    assert.equal((await run(activities.readHire, { userId })).userStatus, 'HIBERNATING');
  });

  it('is tried again when Okta does not answer', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser();
    okta.failNext('listUserGroupIds', answerLost);

    await assertRetryable(run(activities.readHire, { userId }), 'OktaUnavailable');
    assert.equal((await run(activities.readHire, { userId })).userStatus, 'STAGED');
  });
});
