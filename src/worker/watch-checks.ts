import type { Client } from '@temporalio/client';
import type { CheckStatus } from '../contract/doctor.js';
import { gauge } from '../contract/metrics.js';
import { readLatestDrift } from '../operate/latest-drift.js';
import { showForAll } from './show-for-all.js';
import type { WatchOptions } from './watch-hires.js';

const none: Record<CheckStatus, number> = { ok: 0, warning: 0, failure: 0, unknown: 0 };

/** Shows how the checks of the last daily run came out, for all workers: see `showForAll`. Never rejects; while Temporal is away, what was shown last stays. */
export async function watchChecks(
  client: Client,
  { logger, meter, ...options }: WatchOptions,
): Promise<void> {
  const { stopped } = options;
  const checks = gauge(meter, 'preenroll_checks');

  function show(counts: Record<CheckStatus, number>): void {
    for (const [status, count] of Object.entries(counts)) checks(count, { status });
  }

  await showForAll({
    ...options,
    async show() {
      try {
        const report = await client.withAbortSignal(AbortSignal.any([stopped]), () =>
          readLatestDrift(client),
        );
        if (report?.counts === undefined) return false;
        show(report.counts);
        return true;
      } catch (error) {
        if (!stopped.aborted) {
          logger.warn({ error: (error as Error).message }, 'The last checks cannot be read');
        }
        return false;
      }
    },
    giveUp() {
      show(none);
    },
  });
}
