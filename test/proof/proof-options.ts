import { Command, InvalidArgumentError } from 'commander';

export interface ProofOptions {
  hires: number;
  /** False: nothing is recorded, where there is no PostgreSQL. */
  auditStore: boolean;
  /** An installation that is there already; undefined: a clean clone is built, packed and installed. */
  installed?: string;
}

/** Ends the process with a message for an option that is wrong, and for `--help`. */
export function readProofOptions(argv: readonly string[]): ProofOptions {
  return new Command('proof')
    .description(
      `Clones this checkout, builds, packs and installs it from the registry as a user without rights, makes the installation read-only, and runs emulator, gateway and worker from it as production does: encryption required, TLS between all parts, OAuth with DPoP. People are hired while an attacker floods, stalls, replays and guesses; then it is judged from outside.

Progress goes to standard error; the last line of standard output is one JSON object. Exit code 0: all of it holds; 1: not. Linux, git, openssl and PostgreSQL; as root it becomes nobody.`,
    )
    .option('--hires <number>', 'how many people are hired', wholeNumber, 50)
    .option('--no-audit-store', 'without PostgreSQL, and the proof says so')
    .option('--installed <folder>', 'prove an installation of the package that is there already')
    .parse(argv)
    .opts<ProofOptions>();
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
