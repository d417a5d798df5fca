import type { Client } from '@temporalio/client';
import { readFreeze, type CurrentFreeze } from '../freeze/read-freeze.js';
import { withinDeadline } from '../operate/within-deadline.js';
import { say } from './say.js';

/** What an operator must know before anything else: says on standard error if everything is frozen, by whom, and why. */
export async function sayIfFrozen(client: Client): Promise<void> {
  const frozen = await withinDeadline(client, () => readFreeze(client));
  if (frozen) say(describeFreeze(frozen));
}

export function describeFreeze({ operator, reason, since }: CurrentFreeze): string {
  return `EVERYTHING IS FROZEN since ${since} by ${operator}: ${reason}\nNothing is changed in Okta and no mail is sent until \`preenroll unfreeze\`.`;
}
