import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** Another process has the directory. The message names it. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

/** Of this process: its own id in a file may also be that of a predecessor in a container, whose processes all have the same. */
const held = new Set<string>();

/**
 * Takes a directory for this process alone, by a file that holds its process id: PGlite takes no lock itself, and two of them ruin the data. What a process
 * that is gone has left behind is no lock.
 *
 * @returns what gives it back
 * @throws DirectoryInUseError if a living process has it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = path.resolve(directory, 'owner.pid');
  if (held.has(file)) throw inUse(directory, process.pid);
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(String(process.pid));
      await handle.close();
      held.add(file);
      return async () => {
        await rm(file, { force: true });
        held.delete(file);
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // A process that took it a moment ago may not have written its id yet: 0 is nobody's.
    if (owner > 0 && owner !== process.pid && isAlive(owner)) {
      throw inUse(directory, owner);
    }
    await rm(file, { force: true });
  }
}

function inUse(directory: string, owner: number): DirectoryInUseError {
  return new DirectoryInUseError(
    `The audit store in ${directory} belongs to another process (${owner}): end that one first.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
