import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { TemporalServerError } from '../../src/temporal-server/temporal-server-error.js';

const run = promisify(execFile);

/** Of the server in the Temporal CLI that the product fetches. */
export const temporalServerVersion = '1.32.0';
const oldestGo = '1.26.8';
const packages = ['server', 'tools/sql'];

/** The programs of a Temporal server, as a path each. */
export interface TemporalServerBuild {
  server: string;
  /** `temporal-sql-tool`; the schemas are in it. */
  sqlTool: string;
}

interface BuildOptions {
  cacheDirectory: string;
  say: (line: string) => void;
  /** Where Go may be, the first that runs counts: by default on the PATH, or where Go's own archive is unpacked. */
  goPrograms?: readonly string[];
}

/**
 * The Temporal server from the cache; where it is not there, built from Go's module proxy, which takes minutes. Go checks what arrives with its
 * checksum database. Several may ask at once: what is built takes its place in the cache in one step.
 *
 * @throws {@link TemporalServerError} that names the remedy where there is no Go, or one that is too old; else in Go's own last words
 */
export async function temporalServerBuild({
  cacheDirectory,
  say,
  goPrograms = ['go', '/usr/local/go/bin/go'],
}: BuildOptions): Promise<TemporalServerBuild> {
  const name = `temporal-server-${temporalServerVersion}-${process.platform}-${process.arch}`;
  const directory = path.join(cacheDirectory, name);
  if (!existsSync(directory)) {
    const go = await findGo(goPrograms);
    say(`Building the Temporal server ${temporalServerVersion} from Go's module proxy: minutes`);
    await mkdir(cacheDirectory, { recursive: true });
    const building = await mkdtemp(path.join(cacheDirectory, 'building-'));
    try {
      await install(go, building);
      await rename(building, directory).catch((error: unknown) => {
        // Another has been faster.
        if (!existsSync(directory)) throw error;
      });
    } finally {
      await rm(building, { recursive: true, force: true });
    }
  }
  return { server: path.join(directory, 'server'), sqlTool: path.join(directory, 'sql') };
}

async function findGo(programs: readonly string[]): Promise<string> {
  for (const go of programs) {
    const found = await run(go, ['env', 'GOVERSION']).catch(() => undefined);
    const version = found && /^go(\d+\.\d+(?:\.\d+)?)/.exec(found.stdout)?.[1];
    if (version === undefined) continue;
    if (version.localeCompare(oldestGo, 'en', { numeric: true }) >= 0) return go;
    throw new TemporalServerError(
      `${go} is version ${version}, and the Temporal server needs ${oldestGo} or later: https://go.dev/dl`,
    );
  }
  throw new TemporalServerError(
    `There is no Go on the PATH, with which the Temporal server is built. Install ${oldestGo} or later: https://go.dev/dl`,
  );
}

async function install(go: string, directory: string): Promise<void> {
  const modules = packages.map(
    (name) => `go.temporal.io/server/cmd/${name}@v${temporalServerVersion}`,
  );
  const environment = { ...process.env, GOBIN: directory, CGO_ENABLED: '0' };
  try {
    await run(go, ['install', '-ldflags=-s -w', ...modules], {
      env: environment,
      maxBuffer: Infinity,
    });
  } catch (error) {
    const { stderr } = error as { stderr: string };
    throw new TemporalServerError(
      `The Temporal server was not built: ${stderr.trim().split('\n').slice(-5).join('\n')}`,
      { cause: error },
    );
  }
}
