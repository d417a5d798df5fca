import type { Command } from 'commander';
import { act, actCommand, actExitCodes, type ActOptions } from './act.js';
import { say } from './say.js';

export function cancelCommand(): Command {
  return actCommand('cancel', 'end the run and leave everything in Okta as it is')
    .addHelpText(
      'after',
      `
Whoever is in Group A stays there, with the phone enrolled: \`preenroll undo\` takes it back instead. Temporal takes the request
at once; the run ends when a worker is there, and has recorded it.

Examples:
  preenroll cancel 00unewh1re0000000000 --reason "enrolled by hand"
  preenroll cancel --query 'HireBatch="test"' --reason "the end of the rehearsal" --yes

${actExitCodes}`,
    )
    .action(async (user: string | undefined, options: ActOptions) => {
      say('Whoever is in Group A stays there; `preenroll undo` takes it back instead.');
      await act(user, options, (request) => ({ act: 'cancel', request }));
    });
}
