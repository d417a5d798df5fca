import type { Command } from 'commander';
import { act, actCommand, actExitCodes, signalOption, type ActOptions } from './act.js';

interface ResumeOptions extends ActOptions {
  accept?: true;
}

export function resumeCommand(): Command {
  return actCommand('resume', 'have a parked run look again, after what was wrong is repaired')
    .option(
      '--accept',
      'accept what it is parked for, for this person: `preenroll show` says what follows',
    )
    .addOption(signalOption())
    .addHelpText(
      'after',
      `
One hire is watched for up to 10 seconds: whether the run has gone on, or has parked again. With --query whoever is found is
asked once, ten at a time.

Examples:
  preenroll resume 00unewh1re0000000000 --reason "HR has corrected the number"
  preenroll resume 00unewh1re0000000000 --accept --reason "the twins share a phone, HR confirmed it"
  preenroll resume --query 'AttentionReason="telephony-missing"' --reason "Twilio is configured" --yes

${actExitCodes}`,
    )
    .action((user: string | undefined, options: ResumeOptions) =>
      act(user, options, (request) => ({
        act: 'resume',
        request: { ...request, ...(options.accept && { accept: true }) },
      })),
    );
}
