import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import { gauge } from './contract/metrics.js';
import { readFreeze } from './freeze/read-freeze.js';
import { countHires, noHires, type HireCounts } from './operate/count-hires.js';
import { withinDeadline } from './operate/within-deadline.js';

interface WatchHiresOptions {
  logger: Logger;
  meter: Pick<MetricMeter, 'createGauge'>;
  /** Asked before each count: one worker counts for all. */
  isChosen: () => boolean;
  everyMs?: number;
  stopped: AbortSignal;
}

/**
 * Shows how many hires are where, every minute, until it is stopped. One of all workers counts; the others show nothing, and one that has counted before shows zeros: whoever reads takes the
 * largest of all workers' values. Never rejects; while Temporal is away, what was counted last stays.
 */
export async function watchHires(
  client: Client,
  { logger, meter, isChosen, everyMs = 60_000, stopped }: WatchHiresOptions,
): Promise<void> {
  const hires = gauge(meter, 'preenroll_hires');
  const parked = gauge(meter, 'preenroll_hires_parked');
  const countedAt = gauge(meter, 'preenroll_hires_counted_at');
  const frozen = gauge(meter, 'preenroll_frozen');
  let hasCounted = false;

  function show({ stages, reasons }: HireCounts, isFrozen: boolean): void {
    for (const { stage, age, hires: count } of stages) hires(count, { stage, for_at_least: age });
    for (const { reason, hires: count } of reasons) parked(count, { reason });
    frozen(isFrozen ? 1 : 0, {});
  }

  async function count(): Promise<void> {
    try {
      const counts = await countHires(client, stopped);
      const freeze = await client.withAbortSignal(AbortSignal.any([stopped]), () =>
        withinDeadline(client, () => readFreeze(client)),
      );
      show(counts, freeze !== undefined);
      countedAt(Math.floor(Date.now() / 1_000), {});
      hasCounted = true;
    } catch (error) {
      if (stopped.aborted) return;
      logger.warn({ error: (error as Error).message }, 'The hires cannot be counted');
    }
  }

  while (!stopped.aborted) {
    const isOurs = isChosen();
    if (isOurs) await count();
    else if (hasCounted) show(noHires, false);
    hasCounted &&= isOurs;
    // Which worker it is shows itself soon after the start.
    const pause = isOurs ? everyMs : Math.min(everyMs, 1_000);
    await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
  }
}
