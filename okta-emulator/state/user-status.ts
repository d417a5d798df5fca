import { OktaError } from '../errors.js';
import type { User, UserStatus } from './user.js';

export type LifecycleOperation = 'activate' | 'reactivate' | 'deactivate';

/**
 * The status that a lifecycle operation leads to.
 *
 * @param ready whether the user can sign in without visiting the activation link: he has a password, or needs none.
 * @throws OktaError E0000016 for `activate` on a user who is activated already, E0000038 for every other wrong status.
 * Okta does not say which of the two a PROVISIONED user gets; here it is E0000016.
 */
export function nextStatus(
  operation: LifecycleOperation,
  status: UserStatus,
  ready: boolean,
): UserStatus {
  switch (operation) {
    case 'activate':
      if (status === 'PROVISIONED' || status === 'ACTIVE') throw new OktaError('E0000016');
      if (status === 'SUSPENDED') throw new OktaError('E0000038');
      return ready ? 'ACTIVE' : 'PROVISIONED';
    case 'reactivate':
      if (status !== 'PROVISIONED') throw new OktaError('E0000038');
      return 'PROVISIONED';
    case 'deactivate':
      if (status === 'DEPROVISIONED') throw new OktaError('E0000038');
      return 'DEPROVISIONED';
  }
}

/** Moves a user to another status and notes when. */
export function setStatus(user: User, status: UserStatus): void {
  const now = new Date();
  if (user.status === status) return;
  user.status = status;
  user.statusChanged = now;
  user.lastUpdated = now;
  if (status === 'ACTIVE') user.activated = now;
}
