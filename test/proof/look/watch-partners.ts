import { setTimeout as sleep } from 'node:timers/promises';
import { partnersOf } from './processes.js';

const everyMs = 200;

/** Looks again and again to whom processes have connections. `end` resolves with all ports that were seen. */
export function watchPartners(pids: readonly number[]): { end(): Promise<number[]> } {
  const seen = new Set<number>();
  const stopped = new AbortController();

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      for (const pid of pids) for (const port of await partnersOf(pid)) seen.add(port);
      await sleep(everyMs);
    }
  }

  const watching = watch();
  // What goes wrong is told at the end.
  watching.catch(() => undefined);
  return {
    async end() {
      stopped.abort();
      await watching;
      return [...seen];
    },
  };
}
