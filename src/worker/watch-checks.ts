import type { Client } from '@temporalio/client';
import type { CheckStatus } from '../contract/doctor.js';
import type { CheckDrift } from '../contract/drift.js';
import { gauge } from '../contract/metrics.js';
import { readLatestResult } from '../operate/latest-result.js';
import { showForAll, type WatchOptions } from './show-for-all.js';

const none: Record<CheckStatus, number> = { ok: 0, warning: 0, failure: 0, unknown: 0 };

/** Shows how the checks of the last daily run came out, for all workers: see `showForAll`. Never rejects; while Temporal is away, what was shown last stays. */
export async function watchChecks(
  client: Client,
  { meter, ...options }: WatchOptions,
): Promise<void> {
  const checks = gauge(meter, 'preenroll_checks');

  function show(counts: Record<CheckStatus, number>): void {
    for (const [status, count] of Object.entries(counts)) checks(count, { status });
  }

  await showForAll({
    ...options,
    cannot: 'The last checks cannot be read',
    async show() {
      const report = await client.withAbortSignal(AbortSignal.any([options.stopped]), () =>
        readLatestResult<CheckDrift>(client, 'checkDrift'),
      );
      if (report?.counts === undefined) return false;
      show(report.counts);
      return true;
    },
    giveUp() {
      show(none);
    },
  });
}
