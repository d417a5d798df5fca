import type { Client } from '@temporalio/client';
import { readFreeze, type FreezeState } from '../operate/freeze.js';
import { say } from './say.js';

/** What an operator must know before anything else: says on standard error if everything is frozen, by whom, and why. */
export async function sayIfFrozen(client: Client): Promise<void> {
  const frozen = await readFreeze(client);
  if (frozen) say(describeFreeze(frozen));
}

export function describeFreeze({ operator, reason, since }: FreezeState): string {
  return `EVERYTHING IS FROZEN since ${since.toISOString()} by ${operator}: ${reason}\nNothing is changed in Okta and no mail is sent until \`preenroll unfreeze\`.`;
}
