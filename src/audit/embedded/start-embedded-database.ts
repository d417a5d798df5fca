import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockDirectory } from './lock-directory.js';
import { prepareData } from './prepare-data.js';
import { startThread } from './start-thread.js';

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
 * @param cacheDirectory where an empty database is kept to be copied
 *
 * @throws DirectoryInUseError if another process has the directory
 */
export async function startEmbeddedDatabase(
  directory: string,
  cacheDirectory: string,
): Promise<EmbeddedDatabase> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const unlock = await lockDirectory(directory);
  const sockets = await socketDirectory(directory);
  try {
    const dataDirectory = path.join(directory, 'data');
    await prepareData(dataDirectory, cacheDirectory);
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
