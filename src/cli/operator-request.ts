import { userInfo } from 'node:os';
import { refusals, type OperatorRequest } from '../contract/operator.js';
import { readRequest } from '../contract/operator-request.js';
import { InputError } from './read-stored-events.js';

/**
 * Who asks, and why, as it will be recorded.
 *
 * @param operator by default the name of whoever is logged in
 * @throws InputError if it cannot be recorded as it is
 */
export function toOperatorRequest({
  operator = loginName(),
  reason,
}: {
  operator?: string;
  reason: string;
}): OperatorRequest {
  const read = readRequest({ operator, reason });
  if ('request' in read) return read.request;
  throw new InputError(
    `${refusals[read.refused]} On the command line they are --operator and --reason.`,
  );
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return '';
  }
}
