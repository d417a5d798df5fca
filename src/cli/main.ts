import { Command, CommanderError } from 'commander';
import { backfillCommand } from './backfill.js';
import { cancelCommand } from './cancel.js';
import { correctPhoneCommand } from './correct-phone.js';
import { demoCommand } from './demo.js';
import { eventCardCommand } from './event-card.js';
import { freezeCommand } from './freeze.js';
import { gatewayCommand } from './gateway.js';
import { listCommand } from './list.js';
import { readinessCommand } from './readiness.js';
import { replayCommand } from './replay.js';
import { reportFailure } from './report-failure.js';
import { resendCommand } from './resend.js';
import { resumeCommand } from './resume.js';
import { showCommand } from './show.js';
import { startCommand } from './start.js';
import { undoCommand } from './undo.js';
import { unfreezeCommand } from './unfreeze.js';
import { upCommand } from './up.js';
import { workerCommand } from './worker.js';

const program = new Command('preenroll')
  .description("Enrolls a new hire's phone in Okta before the first sign-in, and loses nobody.")
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  preenroll demo                 see one hire go through, offline; you play the hire in the browser
  preenroll demo --users 20 --exit --json
  preenroll up                   gateway and worker in one process, for a real org
  preenroll gateway              one process each, for a Temporal cluster
  preenroll worker
  preenroll list --stage needs-attention
  preenroll show 00unewh1re0000000000
  preenroll resume 00unewh1re0000000000 --reason "HR has corrected the number"
  preenroll event-card --file event.json
  preenroll replay --file deliveries.json --dry-run

Settings come from the environment; README.md lists them. \`preenroll <command> --help\` says more.
Exit codes: 0 ok, 1 failed or refused, 2 usage or configuration, 3 not found, 4 a dependency cannot be reached.`,
  );

const commands = {
  'Run it:': [demoCommand, upCommand, gatewayCommand, workerCommand],
  'Look at hires:': [listCommand, showCommand, readinessCommand],
  'Act on hires:': [
    ...[startCommand, resumeCommand, resendCommand, correctPhoneCommand],
    ...[undoCommand, cancelCommand, backfillCommand],
  ],
  'Stop and go on:': [freezeCommand, unfreezeCommand],
  'Stored events:': [eventCardCommand, replayCommand],
};
for (const [heading, group] of Object.entries(commands)) {
  for (const command of group) program.addCommand(command().helpGroup(heading).exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has told already what is wrong with the usage; asking for help is nothing wrong. Parts that did start must
  // not keep a process alive that has failed.
  process.exit(
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : reportFailure(error),
  );
}
