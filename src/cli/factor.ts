import { Command } from 'commander';
import { factorCancelCommand } from './factor-cancel.js';
import { factorEnrollCommand } from './factor-enroll.js';
import { factorResendCommand } from './factor-resend.js';
import { factorShowCommand } from './factor-show.js';
import { factorSubmitCommand } from './factor-submit.js';

export function factorCommand(): Command {
  const command = new Command('factor').description(
    'enroll a factor for a user, and activate it with a code or an approval in the app',
  );
  const verbs = [
    ...[factorEnrollCommand(), factorSubmitCommand(), factorResendCommand()],
    ...[factorShowCommand(), factorCancelCommand()],
  ];
  for (const verb of verbs) command.addCommand(verb.exitOverride());
  return command.addHelpText(
    'after',
    `
Examples:
  preenroll factor enroll 00unewh1re0000000000 sms --reason "has a new phone"
  preenroll factor submit 00unewh1re0000000000 sms
  preenroll factor show 00unewh1re0000000000 sms`,
  );
}
