import { userInfo } from 'node:os';
import { refusals, type OperatorRequest } from '../contract/operator.js';
import { checkRequest } from '../operate/check-request.js';
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
  const request = { operator, reason };
  const refusal = checkRequest(request);
  if (refusal !== undefined) {
    throw new InputError(
      `${refusals[refusal]} On the command line they are --operator and --reason.`,
    );
  }
  return request;
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return '';
  }
}
