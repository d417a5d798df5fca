import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import type { OperatorRequest } from '../contract/operator.js';
import { unfreeze } from '../freeze/freeze.js';
import { freezeLikeCommand } from './freeze.js';

export function unfreezeCommand(): Command {
  return freezeLikeCommand('unfreeze', 'end the freeze', unfreezeAll).addHelpText(
    'after',
    `
A worker must be there to end it; what was held back is done within some minutes.

Example:
  preenroll unfreeze --reason "the import was corrected"

Exit codes: 0 it is not frozen, also if it was not, 1 failed, 2 usage, 4 Temporal cannot be reached.`,
  );
}

async function unfreezeAll(client: Client, request: OperatorRequest): Promise<string> {
  return (await unfreeze(client, request)) === 'unfrozen'
    ? 'The freeze ends as soon as a worker sees it; what was held back is tried again within some minutes.'
    : 'Nothing is frozen.';
}
