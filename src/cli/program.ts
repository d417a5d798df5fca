import { Command } from 'commander';
import { packageVersion } from '../process/package-version.js';

/** Every command, by its heading and its verb. Each loads what it needs, and nothing of the others. */
const commands: Record<string, Record<string, () => Promise<Command>>> = {
  'Run it:': {
    demo: async () => (await import('./demo.js')).demoCommand(),
    up: async () => (await import('./up.js')).upCommand(),
    gateway: async () => (await import('./gateway.js')).gatewayCommand(),
    worker: async () => (await import('./worker.js')).workerCommand(),
    'codec-server': async () => (await import('./codec-server.js')).codecServerCommand(),
  },
  'Set it up:': {
    setup: async () => (await import('./setup.js')).setupCommand(),
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
    recover: async () => (await import('./recover.js')).recoverCommand(),
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
  'Settings:': {
    config: async () => (await import('./config.js')).configCommand(),
  },
  'Stored events:': {
    'event-card': async () => (await import('./event-card.js')).eventCardCommand(),
    replay: async () => (await import('./replay.js')).replayCommand(),
  },
};

/**
 * The `preenroll` command. It throws a `CommanderError` where it would exit.
 *
 * @param verb the only command that is loaded; all are if there is none of the name, for there is help to print then, about all of them
 */
export async function createProgram(verb?: string): Promise<Command> {
  const program = new Command('preenroll')
    .description("Enrolls a new hire's phone in Okta before the first sign-in, and loses nobody.")
    .version(packageVersion)
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
  preenroll setup --dry-run      what an Okta org lacks
  preenroll list --stage needs-attention
  preenroll show 00unewh1re0000000000
  preenroll resume 00unewh1re0000000000 --reason "HR has corrected the number"
  preenroll factor enroll 00unewh1re0000000000 sms --reason "has a new phone"
  preenroll audit --user 00unewh1re0000000000
  preenroll event-card --file event.json
  preenroll replay --file deliveries.json --dry-run

Settings come from the environment; docs/configuration.md lists them. \`preenroll <command> --help\` says more.
Exit codes: 0 ok, 1 failed or refused, 2 usage or configuration, 3 not found, 4 a dependency cannot be reached.`,
    );

  const isKnown = Object.values(commands).some((group) => Object.hasOwn(group, verb ?? ''));
  for (const [heading, group] of Object.entries(commands)) {
    for (const [name, load] of Object.entries(group)) {
      if (isKnown && name !== verb) continue;
      program.addCommand((await load()).helpGroup(heading).exitOverride());
    }
  }
  return program;
}
