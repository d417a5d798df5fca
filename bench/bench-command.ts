import { Command, InvalidArgumentError } from 'commander';

/** What every benchmark can be told. */
export interface BenchOptions {
  rounds: number;
  check: boolean;
}

/**
 * A sub-command for a benchmark. The caller adds its own options and what it does.
 *
 * @param rounds how many there are unless told otherwise; absent for one that has no rounds
 */
export function benchCommand(name: string, description: string, rounds?: number): Command {
  const command = new Command(name)
    .description(description)
    .option('--check', 'exit with 1 if a goal is missed', false);
  return rounds === undefined
    ? command
    : command.option('--rounds <number>', 'the medians of so many are printed', readCount, rounds);
}

export function readCount(text: string): number {
  const count = readNumber(text);
  if (!Number.isInteger(count)) throw new InvalidArgumentError('It must be a whole number.');
  return count;
}

export function readNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

/** Tells how it goes, on standard error: standard output is for figures. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
