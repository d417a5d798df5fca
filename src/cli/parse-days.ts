import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError */
export function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 0 || days > 365) {
    throw new InvalidArgumentError('It must be a number of days, 0 to 365.');
  }
  return days;
}
