import { isGrpcDeadlineError } from '@temporalio/client';
import type { World } from './world.js';

const patienceMs = 2_500;

/**
 * Makes a call that may be made twice, and makes it again where no answer comes: the server that skips time loses a query or an update
 * now and then when the machine is busy. What a stuck run does not answer is not answered at the last try either.
 */
export async function insist<T>(
  { client }: Pick<World, 'client'>,
  call: () => Promise<T>,
): Promise<T> {
  for (let left = 4; ; left -= 1) {
    try {
      return await client.withDeadline(Date.now() + patienceMs, call);
    } catch (error) {
      if (!isGrpcDeadlineError(error) || left === 0) throw error;
    }
  }
}
