import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

interface ThreadData {
  dataDirectory: string;
  /** Where the database is served; without it the data are only made. */
  socketPath?: string;
}

/** Starts PGlite in a thread. Resolves when it serves, or has made the data. */
export async function startThread(workerData: ThreadData): Promise<Worker> {
  const thread = new Worker(new URL('./pglite-thread.js', import.meta.url), { workerData });
  await once(thread, 'message');
  return thread;
}
