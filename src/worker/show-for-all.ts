import { setTimeout as sleep } from 'node:timers/promises';

interface ShowForAllOptions {
  /** Asked before each time: one worker shows it for all. */
  isChosen: () => boolean;
  everyMs?: number | undefined;
  stopped: AbortSignal;
  /** Finds out and shows. False if there is nothing to show; what was shown before stays then. Must not reject. */
  show: () => Promise<boolean>;
  /** Takes back what was shown. */
  giveUp: () => void;
}

/**
 * Shows something that is true of the product as a whole, every minute, until it is stopped. One of all workers does; the others show nothing, and one that has before takes it
 * back: whoever reads takes the largest of all workers' values.
 */
export async function showForAll({
  isChosen,
  everyMs = 60_000,
  stopped,
  show,
  giveUp,
}: ShowForAllOptions): Promise<void> {
  let isShown = false;
  while (!stopped.aborted) {
    const isOurs = isChosen();
    if (isOurs) isShown = (await show()) || isShown;
    else if (isShown) giveUp();
    isShown &&= isOurs;
    // Which worker it is shows itself soon after the start.
    const pause = isOurs ? everyMs : Math.min(everyMs, 1_000);
    await sleep(pause, undefined, { signal: stopped }).catch(() => undefined);
  }
}
