import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pMap from 'p-map';
import { maxCachedWorkflows } from '../../src/worker/create-workers.js';
import { say } from '../bench-command.js';
import { settledBytes } from '../memory.js';

/** Enough for the memory that does not depend on their number to be there. */
const few = 100;

interface Waiting {
  pid: number;
  databaseFile: string;
  /** Starts one more. */
  start: (number: number) => Promise<void>;
  /** How many of those who were started wait. */
  countWaiting: () => Promise<number>;
  total: number;
}

export interface Filled {
  /** Of the worker's process, in bytes. */
  memory: { few: number; full: number; all: number };
  perCached: number;
  perEvicted: number;
  databasePerRun: number;
}

/** Starts runs until so many wait, and looks at the worker's memory and the database on the way. */
export async function fill(waiting: Waiting): Promise<Filled> {
  const { pid, databaseFile, total } = waiting;
  const databaseBefore = await databaseBytes(databaseFile);
  const at = async (from: number, to: number) => {
    await startAll(waiting, from, to);
    const bytes = await settledBytes(pid);
    say(`${to} wait; the worker has ${(bytes / 1e6).toFixed(0)} MB`);
    return bytes;
  };
  const memory = {
    few: await at(0, few),
    full: await at(few, maxCachedWorkflows),
    all: await at(maxCachedWorkflows, total),
  };
  return {
    memory,
    perCached: (memory.full - memory.few) / (maxCachedWorkflows - few),
    perEvicted: (memory.all - memory.full) / (total - maxCachedWorkflows),
    databasePerRun: ((await databaseBytes(databaseFile)) - databaseBefore) / total,
  };
}

/** In portions: a run that waits for its turn costs the server more than one that waits for its person. */
async function startAll({ start, countWaiting }: Waiting, from: number, to: number) {
  const portion = 250;
  for (let begin = from; begin < to; begin += portion) {
    const end = Math.min(begin + portion, to);
    const numbers = Array.from({ length: end - begin }, (_, n) => begin + n);
    await pMap(numbers, start, { concurrency: 10 });
    while ((await countWaiting()) < end) await delay(250);
    say(`${end} wait`);
  }
}

/** With what is still in the log before it. */
async function databaseBytes(file: string): Promise<number> {
  const sizes = await Promise.all(
    [file, `${file}-wal`].map(async (path) => (await stat(path)).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
