import type { Command } from 'commander';
import { actOnFactor, factorRunCommand } from './act-on-factor.js';
import { factorExitCodes, toTarget, type FactorOutput, type NamedFactor } from './factor-target.js';
import { toOperatorRequest } from './operator-request.js';

interface CancelOptions {
  reason: string;
  operator?: string;
  output: FactorOutput;
}

export function factorCancelCommand(): Command {
  return factorRunCommand('cancel', 'end the run, and unenroll the factor if it is still pending')
    .requiredOption('--reason <text>', 'why: it is recorded in the run; no addresses or numbers')
    .option('--operator <name>', 'who you are (default: the name under which you are logged in)')
    .addHelpText(
      'after',
      `
Example:
  preenroll factor cancel 00unewh1re0000000000 push --reason "the person has another phone"

${factorExitCodes}`,
    )
    .action(async (user: string, factor: NamedFactor, options: CancelOptions) => {
      const request = toOperatorRequest(options);
      await actOnFactor(await toTarget(user, factor), { act: 'cancel', request }, options.output);
    });
}
