import { Command, CommanderError } from 'commander';
import { demoCommand } from './demo.js';
import { eventCardCommand } from './event-card.js';
import { gatewayCommand } from './gateway.js';
import { replayCommand } from './replay.js';
import { reportFailure } from './report-failure.js';
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
  preenroll event-card --file event.json
  preenroll replay --file deliveries.json --dry-run

Settings come from the environment; README.md lists them.
Exit codes: 0 ok, 1 failed, 2 usage or configuration, 4 a dependency cannot be reached.`,
  );

for (const command of [
  demoCommand,
  upCommand,
  gatewayCommand,
  workerCommand,
  eventCardCommand,
  replayCommand,
]) {
  program.addCommand(command().exitOverride());
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
