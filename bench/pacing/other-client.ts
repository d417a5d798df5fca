import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../okta-emulator/faults/seeded-random.js';
import type { OktaOrg } from '../../test/end-to-end/support/okta-org.js';

interface OtherClientOptions {
  okta: Pick<OktaOrg, 'url' | 'apiToken'>;
  /** How many calls it makes in a window on average. */
  perWindow: number;
  windowSeconds: number;
  random: Random;
}

/**
 * Another program with the same token: it makes any number of calls from none to twice the average in each stretch of a window's length, at any
 * time within it, and does not care what is left.
 *
 * @returns a function that ends it
 */
export function startOtherClient(options: OtherClientOptions): () => Promise<void> {
  const { okta, perWindow, windowSeconds, random } = options;
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function call(): Promise<void> {
    const answer = await fetch(new URL('/api/v1/users?limit=1', okta.url), {
      headers: { authorization: `SSWS ${okta.apiToken}`, 'x-emulator-client': 'other' },
    });
    await answer.arrayBuffer();
  }
  async function keepCalling(): Promise<void> {
    for (;;) {
      const count = Math.round(random() * 2 * perWindow);
      const times = Array.from({ length: count }, () => random() * windowSeconds * 1_000);
      let at = 0;
      for (const time of times.toSorted((a, b) => a - b)) {
        await sleep(time - at, undefined, { signal: stopped.signal });
        at = time;
        const called: Promise<void> = call().finally(() => underWay.delete(called));
        underWay.add(called);
      }
      await sleep(windowSeconds * 1_000 - at, undefined, { signal: stopped.signal });
    }
  }

  const ended = keepCalling().catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return async () => {
    stopped.abort();
    await ended;
    await Promise.all(underWay);
  };
}
