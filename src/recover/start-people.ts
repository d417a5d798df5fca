import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import type { OperatorRequest } from '../contract/operator.js';
import { startPreEnrollUser } from '../dispatch/start-pre-enroll-user.js';
import type { RecoverableHire } from './judge-people.js';

// More calls at the same time only make each of them slower.
const concurrency = 8;

type ToStart = Extract<RecoverableHire, { plan: 'start' }>;

/**
 * Starts a run for each, behind the hires of today. Repeatable: who has a run is a `duplicate`.
 *
 * @throws every error of the client; who was started before it is a duplicate the next time
 */
export function startPeople<Hire extends ToStart>(
  client: Client,
  hires: readonly Hire[],
  request: OperatorRequest,
  onStarted: () => void,
): Promise<(Hire & { outcome: 'started' | 'duplicate' })[]> {
  return pMap(
    hires,
    async (hire) => {
      const { userId, startDate, notBefore } = hire;
      const input = {
        userId,
        ...(startDate !== undefined && { startDate }),
        ...(notBefore !== undefined && { notBefore }),
      };
      const outcome = await startPreEnrollUser({ client }, input, {
        ...{ againIfFailed: true, yields: true, request },
      });
      onStarted();
      return { ...hire, outcome };
    },
    { concurrency },
  );
}
