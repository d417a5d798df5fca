import { say } from '../bench-command.js';
import type { Figure } from '../report.js';
import {
  bindingBucket,
  budgetShare,
  callsAboveShare,
  describeWindows,
  ourRefusals,
  windowsWithBacklog,
  type Budget,
  type ReportedWindow,
} from './judge-windows.js';
import { bucketNameOf, type PlayedCase } from './play-case.js';

/** What a backlog that was worked off says. */
export function judgeCase(played: PlayedCase, budget: Budget, windowSeconds: number): Figure[] {
  const { calls, began, ended, hires } = played;
  const windows = played.windows.filter((window) => new Date(window.ends) >= began);
  const bucket = bindingBucket(windows);
  const binding = windows.filter((window) => window.bucket === bucket);
  const limit = binding[0]?.limit ?? Number.NaN;
  const full = windowsWithBacklog(binding, budget, began);
  say(`${bucket}, window by window: ${describeWindows(binding, budget)}; judged: ${full.length}`);
  const refusals = calls.filter(({ status }) => status === 429).length;
  const needed = calls.filter(
    (call) => call.status !== 429 && bucketNameOf(call) === bucket,
  ).length;
  const seconds = (ended.getTime() - began.getTime()) / 1_000;
  const floor = (needed / (limit * budget.share)) * windowSeconds;

  return [
    {
      ...{ figure: 'budgetShare', value: budgetShare(full, budget), unit: 'ratio' },
      ...{ floor: 1, ratio: budgetShare(full, budget), ofBucket: bucket, windows: full.length },
    },
    {
      ...{ figure: 'callsAboveShare', unit: 'calls' },
      value: callsAboveShare(windows, budget),
    },
    { figure: 'rateLimited429', value: refusals / calls.length, unit: 'ratio' },
    { figure: 'othersRefused429', value: othersRefused(windows), unit: 'calls' },
    ...callsPerHire(played),
    {
      ...{ figure: 'backlogSeconds', value: seconds, unit: 's' },
      ...{ floor, ratio: floor / seconds, hires },
    },
  ];
}

function callsPerHire({ calls, hires }: PlayedCase): Figure[] {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const bucket = bucketNameOf(call);
    if (call.status !== 429) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].map(([bucket, count]) => ({
    ...{ figure: 'callsPerHire', value: count / hires, unit: 'calls', bucket },
  }));
}

function othersRefused(windows: readonly ReportedWindow[]): number {
  return windows.reduce((sum, window) => sum + window.refused - ourRefusals(window), 0);
}
