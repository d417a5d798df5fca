import { Command, InvalidArgumentError, Option } from 'commander';
import { randomInt } from 'node:crypto';

/** Bugs of a worker that the checker must find. */
const sabotages = ['drop', 'double', 'swap'] as const;
export type Sabotage = (typeof sabotages)[number];

export interface ChaosOptions {
  hires: number;
  /** Of each process. */
  kills: number;
  seed: number;
  /** A share, from 0 to 1. */
  hooksDropped: number;
  faults: boolean;
  reactions: boolean;
  build: boolean;
  sabotage?: Sabotage;
}

/** What differs from one command to the other. */
export interface ChaosCommand {
  name: string;
  /** The first sentence of the help begins so. */
  where: string;
  hires: number;
  kills: number;
  examples: string;
}

/** Ends the process with a message for an option that is wrong, and for `--help`. */
export function readChaosOptions(
  argv: readonly string[],
  { name, where, hires, kills, examples }: ChaosCommand,
): ChaosOptions {
  return new Command(name)
    .description(
      `${where}: plays new hires through the whole product while processes are killed and Okta, its hooks, the mail server, the ticket system and the audit store's PostgreSQL misbehave, and checks from outside that nobody was lost, doubled put into the wrong group or left unrecorded, and that each further factor has one ticket and one notice.

Progress goes to standard error; the last line of standard output is one JSON object. Exit code 0: all is well; 1: not, and standard error names the Okta users.`,
    )
    .option('--hires <number>', 'how many people are hired', wholeNumber, hires)
    .option('--kills <number>', 'how often each process is killed with SIGKILL', wholeNumber, kills)
    .addOption(
      new Option('--seed <number>', 'draws the same kills and faults again')
        .argParser(wholeNumber)
        .default(randomInt(2 ** 32), 'a random one, which is told'),
    )
    .option('--hooks-dropped <share>', 'share of the events that no hook ever brings', share, 0.05)
    .option('--no-faults', 'neither hooks, nor Okta, nor the mail server misbehave')
    .option('--no-reactions', 'nobody sets up further factors, and nothing is recorded')
    .addOption(new Option('--no-build', 'take dist as it is').hideHelp())
    .addOption(new Option('--sabotage <bug>').choices(sabotages).hideHelp())
    .addHelpText('after', `\nExamples:\n${examples}`)
    .parse(argv)
    .opts<ChaosOptions>();
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function share(text: string): number {
  const number = Number(text);
  if (!(number >= 0 && number <= 0.5)) throw new InvalidArgumentError('It must be 0 to 0.5.');
  return number;
}
