import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import { gauge } from '../contract/metrics.js';
import { readFreeze } from '../freeze/read-freeze.js';
import { countHires, noHires, type HireCounts } from '../operate/count-hires.js';
import { withinDeadline } from '../operate/within-deadline.js';
import { showForAll } from './show-for-all.js';

export interface WatchOptions {
  logger: Logger;
  meter: Pick<MetricMeter, 'createGauge'>;
  /** See `showForAll`. */
  isChosen: () => boolean;
  everyMs?: number;
  stopped: AbortSignal;
}

/** Shows how many hires are where, for all workers: see `showForAll`. Never rejects; while Temporal is away, what was counted last stays. */
export async function watchHires(
  client: Client,
  { logger, meter, isChosen, everyMs, stopped }: WatchOptions,
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

  async function count(): Promise<boolean> {
    try {
      const counts = await countHires(client, stopped);
      const freeze = await client.withAbortSignal(AbortSignal.any([stopped]), () =>
        withinDeadline(client, () => readFreeze(client)),
      );
      show(counts, freeze !== undefined);
      countedAt(Math.floor(Date.now() / 1_000), {});
      return true;
    } catch (error) {
      if (!stopped.aborted) {
        logger.warn({ error: (error as Error).message }, 'The hires cannot be counted');
      }
      return false;
    }
  }

  await showForAll({
    ...{ isChosen, everyMs, stopped, show: count },
    giveUp() {
      show(noHires, false);
    },
  });
}
