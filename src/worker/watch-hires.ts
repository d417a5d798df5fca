import type { Client } from '@temporalio/client';
import { gauge } from '../contract/metrics.js';
import { readFreeze } from '../freeze/read-freeze.js';
import { countHires, noHires, type HireCounts } from '../operate/count-hires.js';
import { withinDeadline } from '../operate/within-deadline.js';
import { showForAll, type WatchOptions } from './show-for-all.js';

/** Shows how many hires are where, for all workers: see `showForAll`. Never rejects; while Temporal is away, what was counted last stays. */
export async function watchHires(
  client: Client,
  { meter, ...options }: WatchOptions,
): Promise<void> {
  const hires = gauge(meter, 'preenroll_hires');
  const parked = gauge(meter, 'preenroll_hires_parked');
  const countedAt = gauge(meter, 'preenroll_hires_counted_at');
  const frozen = gauge(meter, 'preenroll_frozen');

  function show({ stages, reasons }: HireCounts, isFrozen: boolean): void {
    for (const { stage, age, hires: count } of stages) hires(count, { stage, for_at_least: age });
    for (const { reason, hires: count } of reasons) parked(count, { reason });
    frozen(isFrozen ? 1 : 0, {});
  }

  await showForAll({
    ...options,
    cannot: 'The hires cannot be counted',
    async show() {
      const { stopped } = options;
      const counts = await countHires(client, stopped);
      const freeze = await client.withAbortSignal(AbortSignal.any([stopped]), () =>
        withinDeadline(client, () => readFreeze(client)),
      );
      show(counts, freeze !== undefined);
      countedAt(Math.floor(Date.now() / 1_000), {});
      return true;
    },
    giveUp() {
      show(noHires, false);
    },
  });
}
