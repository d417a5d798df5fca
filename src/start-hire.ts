import type { Client } from '@temporalio/client';
import type { OperatorRequest } from './contract/operator.js';
import { startPreEnrollUser } from './dispatch/start-pre-enroll-user.js';

/**
 * Starts the run of one user without an event of Okta's, and leaves who did it and why in the run's memo. A user whose run Temporal
 * keeps is a `duplicate`, and nothing changes. What an unfinished journey has done before is not done again.
 *
 * @param again also starts a user whose run has ended; while one is running it is a `duplicate` all the same
 * @throws every error of the client but that one
 */
export async function startHire(
  client: Client,
  userId: string,
  request: OperatorRequest,
  { again }: { again: boolean },
): Promise<'started' | 'duplicate'> {
  return startPreEnrollUser({ client }, { userId, byHand: true }, { againIfEnded: again, request });
}
