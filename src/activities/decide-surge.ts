import type { SurgeCounts, SurgeLimits } from '../contract/surge.js';

/** Below it a share says nothing. */
const leastHiresForShare = 20;

/** Why everything is to be frozen, in plain words; undefined if no limit is reached. */
export function decideSurge(limits: SurgeLimits, counts: SurgeCounts): string | undefined {
  const { hires, holds, failures } = counts;
  const reached = [
    isReached(hires, limits.hires) && `${hires} runs started (the limit is ${limits.hires})`,
    isReached(holds, limits.holds) && `${holds} runs parked (the limit is ${limits.holds})`,
    hires >= leastHiresForShare &&
      isReached(holds / hires, limits.holdShare) &&
      `${holds} runs parked for ${hires} started (the limit is ${percent(limits.holdShare)})`,
    isReached(failures, limits.failures) &&
      `${failures} runs failed, timed out or terminated (the limit is ${limits.failures})`,
  ].filter((reason) => reason !== false);
  if (reached.length === 0) return undefined;
  return `Within ${limits.windowMinutes} minutes: ${reached.join('; ')}.`;
}

function isReached(value: number, limit: number | undefined): limit is number {
  return limit !== undefined && value >= limit;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
