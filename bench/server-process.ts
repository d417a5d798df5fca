import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../src/temporal-server/free-port.js';
import { spawnGuarded } from '../src/temporal-server/guarded-process.js';

export interface ServerProcess {
  /** `http://127.0.0.1:port` */
  origin: string;
  pid: number;
  close: () => Promise<void>;
}

/**
 * Starts a program of this repository that listens on `PORT`, in a process of its own, which never outlives this one.
 *
 * @param file from the repository's root
 * @param ready where 200 is answered when it is ready; on `PORT` unless another one is named
 * @throws Error with the last that it said if it ends before it is ready
 */
export async function startServerProcess(
  [file, ...parameters]: readonly [file: string, ...parameters: string[]],
  ready: { path: string; port?: number },
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const readiness = new URL(ready.path, `http://127.0.0.1:${ready.port ?? port}`);
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const settings = Object.entries({ ...environment, PORT: String(port) });
  const child = spawnGuarded('env', [
    ...settings.map(([name, value]) => `${name}=${value}`),
    ...[
      process.execPath,
      ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []),
      path,
      ...parameters,
    ],
  ]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said = chunk.toString()));
  }
  const ended = once(child, 'close');
  while (!(await isReady(readiness))) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${file} has ended: ${said}`);
  }
  return {
    origin,
    pid: child.pid ?? Number.NaN,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(url: URL): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
