import type { ActedHire } from '../operate/act-on-hires.js';
import { say } from './say.js';

/** What was refused or failed makes the command fail; where something helps, it is said. */
export function sayWhatFailed(acted: readonly ActedHire[], signal: true | undefined): void {
  const failures = acted.filter((hire) => hire.outcome === 'failed');
  if (failures.length > 0 || acted.some(({ outcome }) => outcome === 'refused')) {
    process.exitCode = 1;
  }
  if (failures.some(({ because }) => because === 'no-worker')) {
    say(
      'No worker answered within 15 seconds. Start one; what was asked for may still reach the run then.' +
        (signal
          ? ''
          : ' With --signal it is left with the run for certain, which takes it when a worker is back.'),
    );
  }
  if (failures.some(({ because }) => because === 'temporal-unreachable')) {
    say(
      'Temporal could not be reached. Do it again when it is back: what is done already is refused then.',
    );
    process.exitCode = 4;
  }
}
