import assert from 'node:assert/strict';
import { groupIdsOf } from '../../../src/activities/group-ids-of.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaError } from '../../support/okta-error.js';

describe('groupIdsOf', () => {
  it("gives the user's groups, and none for a user whom Okta no longer knows", async () => {
    const okta = createFakeOkta();
    const userId = okta.addUser({ groupIds: new Set([okta.groups.A]) });

    assert.deepEqual(await groupIdsOf(okta, userId), [okta.groups.A]);
    okta.deleteUser(userId);
    assert.deepEqual(await groupIdsOf(okta, userId), []);
  });

  it('passes on every other refusal', async () => {
    const okta = createFakeOkta();
    const error = oktaError('403 E0000006');
    okta.failNext('listUserGroupIds', error);
    await assert.rejects(groupIdsOf(okta, okta.addUser()), error);
  });
});
