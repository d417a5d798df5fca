import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';

/** What those who show something for all workers are given. */
export interface WatchOptions {
  /** Asked before each time: one worker shows it for all. */
  isChosen: () => boolean;
  everyMs?: number;
  meter: Pick<MetricMeter, 'createGauge'>;
  logger: Logger;
  stopped: AbortSignal;
}

interface ShowForAllOptions extends Omit<WatchOptions, 'meter'> {
  /** Finds out and shows. False if there is nothing to show; what was shown before stays then, as it does after an error. */
  show: () => Promise<boolean>;
  /** What is said of an error of `show`. */
  cannot: string;
  /** Takes back what was shown. */
  giveUp: () => void;
}

/**
 * Shows something that is true of the product as a whole, every minute, until it is stopped. One of all workers does; the others show nothing, and one that has before takes it
 * back: whoever reads takes the largest of all workers' values. Never rejects.
 */
export async function showForAll({
  isChosen,
  everyMs = 60_000,
  logger,
  stopped,
  show,
  cannot,
  giveUp,
}: ShowForAllOptions): Promise<void> {
  async function tryToShow(): Promise<boolean> {
    try {
      return await show();
    } catch (error) {
      if (!stopped.aborted) logger.warn({ error: (error as Error).message }, cannot);
      return false;
    }
  }

  let isShown = false;
  while (!stopped.aborted) {
    const isOurs = isChosen();
    if (isOurs) isShown = (await tryToShow()) || isShown;
    else if (isShown) giveUp();
    isShown &&= isOurs;
    // Which worker it is shows itself soon after the start.
    const pause = isOurs ? everyMs : Math.min(everyMs, 1_000);
    await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
  }
}
