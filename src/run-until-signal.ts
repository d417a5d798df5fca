import type { Logger } from 'pino';

/** A part of a process that runs until it is closed. */
export interface Part {
  name: string;
  /** Resolves when the part has ended; rejects if it broke. */
  ended?: Promise<void>;
  /** Ends it in order; resolves when that is done. */
  close(): Promise<void>;
}

/**
 * Runs until SIGINT or SIGTERM, or until a part ends by itself, then closes the parts, the first one first. A second
 * signal ends the process at once.
 */
export async function runUntilSignal(parts: readonly Part[], logger: Logger): Promise<void> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.once(name, () => {
        process.once(name, () => process.exit(name === 'SIGINT' ? 130 : 143));
        resolve(name);
      });
    }
  });
  const endings = parts.flatMap(({ name, ended }) => (ended ? [ended.then(() => name)] : []));
  try {
    const reason = await Promise.race([signal, ...endings]);
    logger.info({ reason }, 'Closing');
  } finally {
    for (const part of parts) await part.close();
  }
}
