import type { Command } from 'commander';
import { actOnFactor, factorRunCommand } from './act-on-factor.js';
import { factorExitCodes, toTarget, type FactorOutput, type NamedFactor } from './factor-target.js';
import {
  askAtTerminal,
  canAsk,
  readGivenCode,
  toPassCode,
  type PassCodeOptions,
} from './read-pass-code.js';
import { InputError } from './read-stored-events.js';

interface SubmitOptions extends PassCodeOptions {
  output: FactorOutput;
}

export function factorSubmitCommand(): Command {
  return factorRunCommand('submit', 'have Okta check the code that the person has')
    .option('--pass-code-from-stdin', 'the code is read from standard input')
    .option(
      '--pass-code <code>',
      "the code; here the shell's history and the list of processes show it",
    )
    .addHelpText(
      'after',
      `
Without either it is asked for at the terminal. It is sent encrypted where PAYLOAD_ENCRYPTION_KEY is set. Okta takes five codes in
five minutes; a wrong one is answered at once, and the run goes on waiting.

Examples:
  preenroll factor submit 00unewh1re0000000000 sms
  preenroll factor submit 00unewh1re0000000000 token:software:totp:GOOGLE --pass-code-from-stdin -o json < code.txt

${factorExitCodes}`,
    )
    .action(async (user: string, factor: NamedFactor, options: SubmitOptions) => {
      const code = (await readGivenCode(options)) ?? (await askForCode());
      const target = await toTarget(user, factor);
      const passCode = toPassCode(code, target.userId);
      await actOnFactor(target, { act: 'submit', passCode }, options.output);
    });
}

async function askForCode(): Promise<string> {
  const code = canAsk() ? await askAtTerminal('Code: ') : undefined;
  if (code === undefined || code === '') {
    throw new InputError('Give the code: --pass-code-from-stdin, or at a terminal.');
  }
  return code;
}
