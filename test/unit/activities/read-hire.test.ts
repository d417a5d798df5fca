import assert from 'node:assert/strict';
import { answerLost, assertRetryable, createActivityEnvironment } from './activity-environment.js';

describe('readHire', () => {
  it('tells the status and both memberships, and nothing personal', async () => {
    const { okta, activities, run } = createActivityEnvironment();
    const userId = okta.addUser({ groupIds: new Set([okta.groups.B, '00g0000000000everyone']) });

    assert.deepEqual(await run(activities.readHire, { userId }), {
      userStatus: 'STAGED',
      population: 'default',
      inGroupA: false,
      inGroupB: true,
    });
  });

  it('says what a user lacks of what the configuration wants of a hire', async () => {
    const wanted = '00g0000000000wanted1';
    const other = '00g0000000000wanted2';
    const groupIds = new Set([other]);
    const cases = [
      [{ userTypes: [], groups: [] }, undefined],
      [{ userTypes: ['oty1', 'oty2'], groups: [] }, undefined],
      [{ userTypes: ['oty1'], groups: [] }, 'user-type'],
      [{ userTypes: [], groups: [wanted, other] }, undefined],
      [{ userTypes: [], groups: [wanted] }, 'groups'],
      [{ userTypes: ['oty2'], groups: [wanted] }, 'groups'],
      [{ userTypes: ['oty1'], groups: [other] }, 'user-type'],
    ] as const;
    for (const [hires, notConcerned] of cases) {
      const { okta, activities, run } = createActivityEnvironment({ hires });
      const userId = okta.addUser({ typeId: 'oty2', groupIds });
      const hire = await run(activities.readHire, { userId });
      assert.equal(hire.notConcerned, notConcerned, JSON.stringify(hires));
    }
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
