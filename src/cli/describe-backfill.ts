import type { Pace } from '../backfill/progress.js';
import type { BackfillStatus } from '../contract/backfill.js';
import type { countBackfillHires } from '../operate/backfills.js';

type Counts = Awaited<ReturnType<typeof countBackfillHires>>;

/** `120 of 500 people (3 had a run); 38 in progress; 41 a minute; the last in about 9 min` */
export function describeProgress(
  { state, total, started, duplicates, pausedBy }: BackfillStatus,
  { inProgress, waitingForTheirDay }: Counts,
  { perMinute, minutesLeft }: Pace,
): string {
  const parts = [
    `${started + duplicates} of ${total} people${duplicates > 0 ? ` (${duplicates} had a run)` : ''}`,
    `${inProgress} in progress`,
    waitingForTheirDay > 0 && `${waitingForTheirDay} wait for their day`,
    state === 'paused' && `PAUSED by ${pausedBy?.operator ?? 'unknown'}: ${pausedBy?.reason ?? ''}`,
    state === 'running' && perMinute !== undefined && `${formatRate(perMinute)} a minute`,
    state === 'running' &&
      minutesLeft !== undefined &&
      minutesLeft > 0 &&
      `the last in about ${formatMinutes(minutesLeft)}`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

export function describeEnd(
  { name, state, total, started, duplicates }: BackfillStatus,
  { inProgress, waitingForTheirDay }: Counts,
): string {
  const left = total - started - duplicates;
  return [
    `The backfill ${name} is ${state}: ${started} started, ${duplicates} had a run`,
    ...(left > 0 ? [`, ${left} not started`] : []),
    `; ${inProgress} are in progress`,
    ...(waitingForTheirDay > 0 ? [`, ${waitingForTheirDay} wait for their day`] : []),
    '.',
  ].join('');
}

export function formatMinutes(minutes: number): string {
  if (minutes < 1) return 'a minute';
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return `${(minutes / 60).toFixed(1)} h`;
}

function formatRate(perMinute: number): string {
  return perMinute < 10 ? perMinute.toFixed(1) : String(Math.round(perMinute));
}
