import assert from 'node:assert/strict';
import { createLazyOktaClient } from '../../../src/okta/lazy-okta-client.js';
import type { OktaClient } from '../../../src/okta/okta-client.js';

const okta = {
  getOwnUserId: () => Promise.resolve('00uowner'),
  listUserGroupIds: (userId: string) => Promise.resolve([`group of ${userId}`]),
} as Partial<OktaClient> as OktaClient;

describe('an Okta client that is still being loaded', () => {
  it('is loaded once, by the first call or before it, and passes calls on', async () => {
    let loads = 0;
    const { client, load } = createLazyOktaClient(() => {
      loads += 1;
      return Promise.resolve(okta);
    });
    assert.equal(loads, 0);
    load();
    load();
    assert.equal(loads, 1);
    assert.deepEqual(await client.listUserGroupIds('00u1'), ['group of 00u1']);
    assert.equal(await client.getOwnUserId(), '00uowner');
    assert.equal(loads, 1);
  });

  it('rejects every call with the reason for which it cannot be loaded, and nothing before', async () => {
    const { client, load } = createLazyOktaClient(() =>
      Promise.reject(new Error('no such module')),
    );
    load();
    await assert.rejects(client.getOwnUserId(), /no such module/);
    await assert.rejects(client.getUser('00u1'), /no such module/);
  });
});
