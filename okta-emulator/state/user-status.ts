import type { User, UserStatus } from './user.js';

/** Moves a user to another status and notes when. */
export function setStatus(user: User, status: UserStatus): void {
  const now = new Date();
  user.status = status;
  user.statusChanged = now;
  user.lastUpdated = now;
  if (status === 'ACTIVE') user.activated = now;
}
