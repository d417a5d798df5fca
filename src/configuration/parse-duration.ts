import type { StringValue } from '@temporalio/common';
import { msToNumber } from '@temporalio/common/lib/time.js';

/** Milliseconds, from `3d`, `12h`, `90m` or `2 days`; undefined for anything else. A number without a unit is refused: nobody means milliseconds. */
export function parseDuration(text: string): number | undefined {
  if (!/^\d*\.?\d+ *[a-z]+$/i.test(text)) return undefined;
  try {
    return msToNumber(text as StringValue);
  } catch {
    return undefined;
  }
}
