import assert from 'node:assert/strict';
import { decideSkip, isRemoved } from '../../../src/workflows/decide-skip.js';

const beforeActivation = ['STAGED', 'PROVISIONED'];
// The last one stands for what Okta may add.
const afterActivation = ['ACTIVE', 'RECOVERY', 'LOCKED_OUT', 'SUSPENDED', 'HIBERNATING'];
const statuses = [...beforeActivation, ...afterActivation];

/** What is decided for each status, once. */
function decisions(userStatuses: string[], groups: { inGroupA: boolean; inGroupB: boolean }) {
  return new Set(userStatuses.map((userStatus) => decideSkip({ userStatus, ...groups })));
}

describe('decideSkip', () => {
  it('takes everybody who has not activated yet', () => {
    const groups = { inGroupA: false, inGroupB: false };

    assert.deepEqual(decisions(beforeActivation, groups), new Set([undefined]));
  });

  it('leaves everybody alone who is past activation and was never put into Group A', () => {
    const groups = { inGroupA: false, inGroupB: false };

    assert.deepEqual(decisions(afterActivation, groups), new Set(['already-active']));
  });

  it('goes on with everybody in Group A, whatever the status', () => {
    for (const inGroupB of [false, true]) {
      assert.deepEqual(decisions(statuses, { inGroupA: true, inGroupB }), new Set([undefined]));
    }
  });

  it('leaves everybody alone who is in Group B only, whatever the status', () => {
    const groups = { inGroupA: false, inGroupB: true };

    assert.deepEqual(decisions(statuses, groups), new Set(['already-in-group-b']));
  });
});

describe('decideSkip of a user who does not concern us', () => {
  const user = { userStatus: 'STAGED', inGroupA: false, inGroupB: false };

  it('leaves the user alone, for whichever reason', () => {
    for (const notConcerned of ['user-type', 'groups'] as const) {
      assert.equal(decideSkip({ ...user, notConcerned }), 'not-concerned');
      assert.equal(decideSkip({ ...user, inGroupB: true, notConcerned }), 'not-concerned');
    }
  });

  it('goes on in Group A, which is ours', () => {
    assert.equal(decideSkip({ ...user, inGroupA: true, notConcerned: 'groups' }), undefined);
  });
});

describe('isRemoved', () => {
  it('is true for a user who is deleted or deactivated, and for nobody else', () => {
    const removed = ['DELETED', 'DEPROVISIONED'];

    assert.deepEqual([...statuses, ...removed].filter(isRemoved), removed);
  });
});
