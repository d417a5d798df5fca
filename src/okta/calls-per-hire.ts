import type { QueuedBucket } from '../contract/task-queues.js';

/**
 * How many calls to Okta one hire takes, by bucket, where nothing goes wrong, a hook tells of the sign-in, and nobody has to be reminded:
 * see docs/okta-calls.md.
 */
export const callsPerHire: Readonly<Record<QueuedBucket, number>> = {
  users: 7,
  'user-reads': 5,
  groups: 3,
  logs: 0,
};
