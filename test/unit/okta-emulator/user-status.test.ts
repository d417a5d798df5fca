import assert from 'node:assert/strict';
import { nextStatus, type LifecycleOperation } from '../../../okta-emulator/state/user-status.js';
import type { UserStatus } from '../../../okta-emulator/state/user.js';

const statuses: UserStatus[] = ['STAGED', 'PROVISIONED', 'ACTIVE', 'SUSPENDED', 'DEPROVISIONED'];

const table: Record<LifecycleOperation, Record<UserStatus, string>> = {
  activate: {
    STAGED: 'PROVISIONED',
    PROVISIONED: 'E0000016',
    ACTIVE: 'E0000016',
    SUSPENDED: 'E0000038',
    DEPROVISIONED: 'PROVISIONED',
  },
  reactivate: {
    STAGED: 'E0000038',
    PROVISIONED: 'PROVISIONED',
    ACTIVE: 'E0000038',
    SUSPENDED: 'E0000038',
    DEPROVISIONED: 'E0000038',
  },
  deactivate: {
    STAGED: 'DEPROVISIONED',
    PROVISIONED: 'DEPROVISIONED',
    ACTIVE: 'DEPROVISIONED',
    SUSPENDED: 'DEPROVISIONED',
    DEPROVISIONED: 'E0000038',
  },
};

describe("a user's status", () => {
  for (const operation of ['activate', 'reactivate', 'deactivate'] as const) {
    for (const status of statuses) {
      const expected = table[operation][status];

      it(`${operation} on ${status}: ${expected}`, () => {
        if (expected.startsWith('E')) {
          assert.throws(() => nextStatus(operation, status, false), { errorCode: expected });
        } else {
          assert.equal(nextStatus(operation, status, false), expected);
        }
      });
    }
  }

  it('is ACTIVE at once when a user who can sign in is activated', () => {
    assert.equal(nextStatus('activate', 'STAGED', true), 'ACTIVE');
    assert.equal(nextStatus('activate', 'DEPROVISIONED', true), 'ACTIVE');
  });
});
