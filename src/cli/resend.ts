import type { Command } from 'commander';
import { act, actCommand, actExitCodes, signalOption, type ActOptions } from './act.js';

export function resendCommand(): Command {
  return actCommand('resend', 'send a mail with a new activation link; the older links end')
    .addOption(signalOption())
    .addHelpText(
      'after',
      `
It is refused within ten minutes of the last mail, and for whoever does not wait for the activation.

Examples:
  preenroll resend 00unewh1re0000000000 --reason "the person has deleted the mail"
  preenroll resend --query 'HireBatch="2026-12-01"' --reason "the mail server lost the mails"

${actExitCodes}`,
    )
    .action((user: string | undefined, options: ActOptions) =>
      act(user, options, (request) => ({ act: 'resendActivation', request })),
    );
}
