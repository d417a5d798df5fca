import type { Command } from 'commander';
import { act, actCommand, actExitCodes, signalOption, type ActOptions } from './act.js';

export function undoCommand(): Command {
  return actCommand(
    'undo',
    'take back what was done: out of both groups, our phone unenrolled; ends the run',
  )
    .addOption(signalOption())
    .addHelpText(
      'after',
      `
It is refused for whoever is ACTIVE in Okta, or is being moved to Group B.

Examples:
  preenroll undo 00unewh1re0000000000 --reason "the contract was cancelled"
  preenroll undo --query 'HireBatch="2026-12-01"' --reason "imported by mistake"

${actExitCodes}`,
    )
    .action((user: string | undefined, options: ActOptions) =>
      act(user, options, (request) => ({ act: 'undo', request })),
    );
}
