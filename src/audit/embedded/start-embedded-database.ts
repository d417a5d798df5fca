import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './lock-directory.js';

export interface EmbeddedDatabase {
  /** For `DATABASE_URL`, of other processes too. */
  url: string;
  /** Rejects if it breaks. */
  ended: Promise<void>;
  close: () => Promise<void>;
}

/** As PostgreSQL's clients look for it in a directory. */
const socketName = '.s.PGSQL.5432';

/** What the operating systems take as the path of a socket is about 100 characters long. */
const longestSocketPath = 100;

/**
 * Starts PGlite on a directory, which is made if need be, in a thread of this process, and serves it on a Unix socket that only this user reaches. It is PostgreSQL
 * with one session and without `fsync`: for one machine.
 *
 * @throws DirectoryInUseError if another process has the directory
 */
export async function startEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  const sockets = await socketDirectory(directory);
  try {
    const dataDirectory = path.join(directory, 'data');
    await prepare(dataDirectory);
    const socketPath = path.join(sockets, socketName);
    // Of a process that was killed: the directory is ours.
    await rm(socketPath, { force: true });
    const thread = await startThread({ dataDirectory, socketPath });
    const exited = once(thread, 'exit').then(() => undefined);
    return {
      url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(sockets)}`,
      ended: exited,
      async close() {
        thread.postMessage('close');
        await exited;
        if (sockets !== directory) await rm(sockets, { recursive: true, force: true });
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function socketDirectory(directory: string): Promise<string> {
  return path.join(directory, socketName).length <= longestSocketPath
    ? directory
    : mkdtemp(path.join(tmpdir(), 'preenroll-'));
}

/**
 * The first time the data are made, by a thread that ends with it, since that takes several times the memory that the database has. A process that is
 * killed meanwhile leaves nothing half made.
 */
async function prepare(dataDirectory: string): Promise<void> {
  if (existsSync(dataDirectory)) return;
  const unfinished = `${dataDirectory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const thread = await startThread({ dataDirectory: unfinished });
  await thread.terminate();
  await rename(unfinished, dataDirectory);
}

async function startThread(workerData: {
  dataDirectory: string;
  socketPath?: string;
}): Promise<Worker> {
  const thread = new Worker(new URL('./pglite-thread.js', import.meta.url), { workerData });
  await once(thread, 'message');
  return thread;
}
