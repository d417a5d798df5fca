import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import type { JournalEntry } from '../okta-emulator/journal.js';
import { defaultRateLimits } from '../okta-emulator/rate-limits.js';
import { startOktaOrg, type Hire, type OktaOrg } from '../test/end-to-end/support/okta-org.js';
import { startProcess, type RunningProcess } from '../test/end-to-end/support/running-process.js';
import type { ReportedWindow } from './pacing/judge-windows.js';

/** A call that the emulator got, with the times as text. */
export type JournaledCall = Omit<JournalEntry, 'received' | 'answered'> & {
  received: string;
  answered?: string;
};

/** How Okta limits an org whose windows are short enough to be measured in minutes. */
export interface ScaledLimits {
  /** Calls per window below `/users`; the limits of the other buckets are in Okta's proportion to it. */
  limit: number;
  windowSeconds: number;
  latencyMs: number;
}

export interface LimitedOkta extends OktaOrg {
  /** From now on calls are limited and take as long as they should. Resolves when no window from before is left. */
  beginLimits(limits: ScaledLimits): Promise<void>;
  windows(): Promise<ReportedWindow[]>;
  calls(): Promise<JournaledCall[]>;
  close(): Promise<void>;
}

/** Starts an emulator in a process of its own, without limits for now. */
export async function startLimitedOkta(): Promise<LimitedOkta> {
  const processes: RunningProcess[] = [];
  const okta = await startOktaOrg(
    (command) => {
      const process = startProcess(command);
      processes.push(process);
      return process;
    },
    {
      OKTA_EMULATOR_RATE_LIMIT_WINDOW_SECONDS: '1',
    },
  );
  const windows = () => okta.control<ReportedWindow[]>('GET', '/rate-limits');
  return {
    ...okta,
    windows,
    calls: () => okta.control<JournaledCall[]>('GET', '/journal'),
    async beginLimits({ limit, windowSeconds, latencyMs }) {
      while ((await windows()).some(({ ends }) => Date.parse(ends) > Date.now())) await sleep(100);
      await okta.control('PUT', '/limits', { perWindow: scaledLimits(limit), windowSeconds });
      const effect = { kind: 'delay', ms: latencyMs };
      await okta.control('POST', '/faults', { path: '^/api/v1/', effect });
    },
    async close() {
      await Promise.all(processes.map((process) => process.end('SIGTERM')));
    },
  };
}

/** Hires so many people whom no event hook tells of. */
export function hireMany(okta: OktaOrg, count: number): Promise<Hire[]> {
  return pMap(Array.from({ length: count }), () => okta.hire(), { concurrency: 8 });
}

function scaledLimits(limit: number): Record<string, number> {
  const limits = Object.entries(defaultRateLimits).map(
    ([bucket, usual]) =>
      [bucket, Math.max(Math.round((usual * limit) / defaultRateLimits.users), 1)] as const,
  );
  return Object.fromEntries(limits);
}
