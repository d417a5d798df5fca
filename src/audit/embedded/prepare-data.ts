import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startThread } from './start-thread.js';

/**
 * Makes the data of an empty database, unless there are data. That takes seconds and several times the memory that the database has: it is done once for a machine and
 * version, in a thread that ends with it, and copied from then on. A process that is killed meanwhile leaves nothing half made.
 */
export async function prepareData(dataDirectory: string, cacheDirectory: string): Promise<void> {
  if (existsSync(dataDirectory)) return;
  const empty = path.join(cacheDirectory, `pglite-${pgliteVersion()}`);
  if (!existsSync(empty)) {
    await mkdir(cacheDirectory, { recursive: true });
    await finish(empty, async (unfinished) => {
      const thread = await startThread({ dataDirectory: unfinished });
      await thread.terminate();
    });
  }
  await finish(dataDirectory, (unfinished) => cp(empty, unfinished, { recursive: true }));
}

/** Gives the directory its name when all is in it. Another process may have been faster: its work is as good. */
async function finish(directory: string, make: (unfinished: string) => Promise<void>) {
  const unfinished = `${directory}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await make(unfinished);
  try {
    await rename(unfinished, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
    await rm(unfinished, { recursive: true });
  }
}

function pgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const file = path.join(path.dirname(entry), '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
