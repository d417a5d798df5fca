import type { StringValue } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';
import { InvalidArgumentError } from 'commander';

/** Milliseconds, from `3d`, `12h`, `90m` or `2 days`. A number without a unit is refused: nobody means milliseconds. */
export function parseDuration(text: string): number {
  const ms = /^\d*\.?\d+ *[a-z]+$/i.test(text) ? toMs(text) : undefined;
  if (ms === undefined) {
    throw new InvalidArgumentError('It must be a number and a unit: 3d, 12h, 90m or "2 days".');
  }
  return ms;
}

function toMs(text: string): number | undefined {
  try {
    return msToNumber(text as StringValue);
  } catch {
    return undefined;
  }
}
