import type { Command } from 'commander';
import { actOnFactor, factorRunCommand } from './act-on-factor.js';
import { factorExitCodes, toTarget, type FactorOutput, type NamedFactor } from './factor-target.js';

export function factorResendCommand(): Command {
  return factorRunCommand('resend', 'have Okta send another code, for sms, call and email')
    .addHelpText(
      'after',
      `
The code before it is void. Okta sends one every 30 seconds at most, and none while it takes no code.

Example:
  preenroll factor resend 00unewh1re0000000000 sms

${factorExitCodes}`,
    )
    .action(async (user: string, factor: NamedFactor, { output }: { output: FactorOutput }) => {
      await actOnFactor(await toTarget(user, factor), { act: 'resend' }, output);
    });
}
