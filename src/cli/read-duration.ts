import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../configuration/parse-duration.js';

/** A duration given on the command line, in milliseconds. */
export function readDuration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) {
    throw new InvalidArgumentError('It must be a number and a unit: 3d, 12h, 90m or "2 days".');
  }
  return ms;
}
