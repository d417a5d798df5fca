import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../src/temporal-server/free-port.js';
import { spawnGuarded, type GuardedProcess } from '../../src/temporal-server/guarded-process.js';

export interface PostgresServer {
  /** Of a role that may do anything, and a database that is there from the beginning. */
  url: string;
  /** What goes beside {@link url} with TLS: it takes connections over the network with TLS and a password alone. */
  port: number;
  /** As a power cut would, but for the disk. Resolves when it is gone. */
  kill(): Promise<void>;
  /** After it was killed: on the same port, with the same data. Resolves when it takes connections. */
  restart(): Promise<void>;
  /** Ends it, and removes its data unless somebody else does. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
const mostStarts = 20;

/** True if one can be started here. */
export function isPostgresInstalled(): boolean {
  try {
    for (const program of ['postgres', 'initdb']) execFileSync(program, ['--version']);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a PostgreSQL of its own on a free port of this machine. It refuses to run as root: it runs as another user then. It never outlives this process.
 *
 * @param within a directory for its data, which whoever made that removes; that other user must get there. Without it, one that is removed at the end
 * @param tls files of its key and certificate: its port wants TLS and a password then, and `url` goes by its socket in the file system
 */
export async function startPostgres({
  within,
  tls,
}: {
  within?: string | undefined;
  tls?: { keyFile: string; certFile: string };
} = {}): Promise<PostgresServer> {
  const directory = await mkdtemp(path.join(within ?? tmpdir(), 'preenroll-postgres-'));
  const as: { uid?: number; gid?: number } =
    process.getuid?.() === 0 ? await unprivilegedUser() : {};
  const { uid, gid } = as;
  if (uid !== undefined && gid !== undefined) await chown(directory, uid, gid);
  const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' };
  const options = { ...as, cwd: directory, env: environment };
  await run(
    'initdb',
    ['-D', 'data', '-U', 'postgres', '--auth=trust', '--no-sync', '--no-instructions'],
    options,
  );
  const port = await freePort();
  const data = path.join(directory, 'data');
  if (tls) await prepareTls(data, tls, as);
  const url = tls
    ? `postgresql://postgres@localhost:${port}/postgres?host=${encodeURIComponent(directory)}`
    : `postgresql://postgres@127.0.0.1:${port}/postgres`;
  let server: GuardedProcess;

  async function start(): Promise<void> {
    server = spawnGuarded(
      'postgres',
      [
        ...['-D', 'data', '-h', '127.0.0.1', '-p', String(port), '-k', directory],
        ...(tls ? ['-c', 'ssl=on'] : []),
        ...['-c', 'fsync=off', '-c', 'shared_buffers=16MB', '-c', 'max_connections=100'],
      ],
      options,
    );
    server.stdout.resume();
    server.stderr.resume();
    await untilItAnswers(url, server);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  /** What the children of a killed server still hold keeps a new one from starting for some moments. */
  async function restart(): Promise<void> {
    for (let starts = 1; ; starts += 1) {
      try {
        await start();
        return;
      } catch (error) {
        if (starts === mostStarts) throw error;
        await sleep(250);
      }
    }
  }

  await start();
  return {
    ...{ url, port },
    kill: () => end('SIGQUIT'),
    restart,
    async stop() {
      await end('SIGQUIT');
      if (within === undefined) await rm(directory, { recursive: true });
    },
  };
}

/** Under the names that PostgreSQL looks for. It refuses a key that others can read. */
async function prepareTls(
  data: string,
  { keyFile, certFile }: { keyFile: string; certFile: string },
  { uid, gid }: { uid?: number; gid?: number },
): Promise<void> {
  const key = path.join(data, 'server.key');
  const cert = path.join(data, 'server.crt');
  await copyFile(keyFile, key);
  await copyFile(certFile, cert);
  await chmod(key, 0o600);
  if (uid !== undefined && gid !== undefined) {
    for (const file of [key, cert]) await chown(file, uid, gid);
  }
  await writeFile(
    path.join(data, 'pg_hba.conf'),
    'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n',
  );
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all(['-u', '-g'].map((which) => run('id', [which, name]))).catch(
      () => undefined,
    );
    const [uid, gid] = ids?.map(({ stdout }) => Number(stdout)) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('There is no user whom PostgreSQL could run as');
}

async function untilItAnswers(url: string, server: GuardedProcess): Promise<void> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    // What breaks is told by the call that it breaks; without a listener it would end this process, too.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null) throw error;
    }
    await sleep(50);
  }
}
