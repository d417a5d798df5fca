import { createHistogram, performance } from 'node:perf_hooks';

export interface Load {
  /** How many act at the same time; each begins again when it is done. */
  connections: number;
  seconds: number;
  /** One request. False if it was not answered as it should be: it is counted apart. Rejects to end the run. */
  act: () => Promise<boolean>;
}

export interface Measured {
  done: number;
  failed: number;
  /** Of those that are done. */
  perSecond: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
}

/** Acts over and over for so many seconds. What has begun by then is waited for and counted. */
export async function closedLoop({ connections, seconds, act }: Load): Promise<Measured> {
  const microseconds = createHistogram();
  let failed = 0;
  const beganAt = performance.now();
  const again = async () => {
    while (performance.now() < beganAt + seconds * 1_000) {
      const actedAt = performance.now();
      if (await act()) microseconds.record(Math.ceil((performance.now() - actedAt) * 1_000));
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, again));
  return {
    done: microseconds.count,
    failed,
    perSecond: microseconds.count / ((performance.now() - beganAt) / 1_000),
    p50Milliseconds: microseconds.percentile(50) / 1_000,
    p99Milliseconds: microseconds.percentile(99) / 1_000,
  };
}
