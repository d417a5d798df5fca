import { Command, CommanderError } from 'commander';

const program = new Command('preenroll')
  .description("Enrolls a new hire's phone in Okta before the first sign-in, and loses nobody.")
  .exitOverride()
  // What stands behind a command is the command's.
  .enablePositionalOptions()
  .addHelpText(
    'after',
    `
Examples:
  preenroll demo                 see one hire go through, offline; you play the hire in the browser
  preenroll demo --users 20 --exit --json
  preenroll up                   gateway and worker in one process, for a real org
  preenroll gateway              one process each, for a Temporal cluster
  preenroll worker
  preenroll doctor               is everything there that it needs?
  preenroll list --stage needs-attention
  preenroll show 00unewh1re0000000000
  preenroll resume 00unewh1re0000000000 --reason "HR has corrected the number"
  preenroll factor enroll 00unewh1re0000000000 sms --reason "has a new phone"
  preenroll audit --user 00unewh1re0000000000
  preenroll event-card --file event.json
  preenroll replay --file deliveries.json --dry-run

Settings come from the environment; README.md lists them. \`preenroll <command> --help\` says more.
Exit codes: 0 ok, 1 failed or refused, 2 usage or configuration, 3 not found, 4 a dependency cannot be reached.`,
  );

// A command loads what it needs, and nothing of the others.
const commands: Record<string, Record<string, () => Promise<Command>>> = {
  'Run it:': {
    demo: async () => (await import('./demo.js')).demoCommand(),
    up: async () => (await import('./up.js')).upCommand(),
    gateway: async () => (await import('./gateway.js')).gatewayCommand(),
    worker: async () => (await import('./worker.js')).workerCommand(),
  },
  'Set it up:': {
    doctor: async () => (await import('./doctor.js')).doctorCommand(),
  },
  'Look at hires:': {
    list: async () => (await import('./list.js')).listCommand(),
    show: async () => (await import('./show.js')).showCommand(),
    readiness: async () => (await import('./readiness.js')).readinessCommand(),
  },
  'Act on hires:': {
    start: async () => (await import('./start.js')).startCommand(),
    resume: async () => (await import('./resume.js')).resumeCommand(),
    resend: async () => (await import('./resend.js')).resendCommand(),
    'correct-phone': async () => (await import('./correct-phone.js')).correctPhoneCommand(),
    undo: async () => (await import('./undo.js')).undoCommand(),
    cancel: async () => (await import('./cancel.js')).cancelCommand(),
    backfill: async () => (await import('./backfill.js')).backfillCommand(),
  },
  'Other factors:': {
    factor: async () => (await import('./factor.js')).factorCommand(),
  },
  'What was done:': {
    audit: async () => (await import('./audit.js')).auditCommand(),
    erase: async () => (await import('./erase.js')).eraseCommand(),
    migrate: async () => (await import('./migrate.js')).migrateCommand(),
  },
  'Stop and go on:': {
    freeze: async () => (await import('./freeze.js')).freezeCommand(),
    unfreeze: async () => (await import('./unfreeze.js')).unfreezeCommand(),
  },
  'Stored events:': {
    'event-card': async () => (await import('./event-card.js')).eventCardCommand(),
    replay: async () => (await import('./replay.js')).replayCommand(),
  },
};
const [named = ''] = process.argv.slice(2);
const isKnown = Object.values(commands).some((group) => Object.hasOwn(group, named));
for (const [heading, group] of Object.entries(commands)) {
  for (const [verb, load] of Object.entries(group)) {
    // Without a command there is help to print, about all of them.
    if (isKnown && verb !== named) continue;
    program.addCommand((await load()).helpGroup(heading).exitOverride());
  }
}

try {
  await program.parseAsync();
} catch (error) {
  process.exit(await exitCodeOf(error));
}

/** Parts that did start must not keep a process alive that has failed. */
async function exitCodeOf(error: unknown): Promise<number> {
  // Commander has told already what is wrong with the usage; asking for help is nothing wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { reportFailure } = await import('./report-failure.js');
  return reportFailure(error);
}
