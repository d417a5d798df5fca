import type { Goal } from '../goal.js';
import type { Floors } from '../report.js';
import type { Samples } from '../samples.js';
import type { Journey } from './time-journey.js';

const names: Record<keyof Journey, string> = {
  createdToFirstCall: 'created to first call',
  createdToActivationMail: 'created to activation mail',
  signedInToFirstCall: 'signed in to first call',
  signedInToOnlyInB: 'signed in to only in Group B',
};
const legs = Object.keys(names) as (keyof Journey)[];
const percentiles = [50, 99] as const;
const barePath = (percent: number) => `bare signalWithStart to first activity, p${percent}`;

/** The emulator waits so long for more events before it calls a hook, as Okta does in its own way: not ours to save. */
const hookBatchMs = 50;

interface Timed {
  idle: readonly Journey[];
  backlog: readonly Journey[];
  barePaths: readonly number[];
  windowSeconds: number;
}

export function noteJourneys(samples: Samples, timed: Timed): void {
  for (const percent of percentiles) {
    samples.add(barePath(percent), percentile(timed.barePaths, percent), 'ms');
    for (const leg of legs) {
      const [idle, backlog] = [timed.idle, timed.backlog].map((journeys) =>
        percentile(
          journeys.map((journey) => journey[leg]),
          percent,
        ),
      ) as [number, number];
      const name = names[leg];
      samples.add(`${name}, idle, p${percent}`, idle, 'ms');
      samples.add(`${name}, during the backlog, p${percent}`, backlog, 'ms');
      const waited = (backlog - idle) / (timed.windowSeconds * 1_000);
      samples.add(`${name}, waited for, p${percent}`, Math.max(waited, 0), 'windows');
    }
    const calls = timed.idle.map(({ createdToFirstCall }) => createdToFirstCall - hookBatchMs);
    samples.add(`hook to first call, idle, p${percent}`, percentile(calls, percent), 'ms');
  }
}

/** The least of the values that as many are not above. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN;
}

export const floors: Floors = Object.fromEntries(
  percentiles.flatMap((percent) =>
    legs.map((leg) => [
      `${names[leg]}, during the backlog, p${percent}`,
      `${names[leg]}, idle, p${percent}`,
    ]),
  ),
);

export const goals: readonly Goal[] = [
  ...legs.map((leg) => ({
    name: `P9: ${names[leg]} during a backlog: what it takes longer than idle, in windows`,
    ...{ figure: `${names[leg]}, waited for, p99`, unit: 'windows', floor: 1 },
    ratio: { atMost: 1 },
  })),
  {
    name: 'P9: hook to first call to Okta when idle, to bare signalWithStart to first activity',
    ...{ figure: 'hook to first call, idle, p50', unit: 'ms', floor: barePath(50) },
    ratio: { atMost: 1.3 },
  },
];
