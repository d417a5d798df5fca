import { spawn, type ChildProcessByStdio, type SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type GuardedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Waits at the other end of the child's standard input, which only this process holds open. When this process is gone,
 * however it went, the pipe closes and the child is killed. The child replaces the shell that started the watch, so its
 * process id, signals and exit code are its own.
 */
const guard = `
exec 3<&0 </dev/null
{ read -r _ <&3; kill -KILL $$; } >/dev/null 2>&1 &
exec "$@" 3<&-
`;

/**
 * Starts a program that never outlives this process, not even when this process is killed with SIGKILL (Linux and macOS).
 * It gets a session of its own: a Ctrl-C in the terminal reaches only this process, which ends the child when it is done with it.
 */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> = {},
): GuardedProcess {
  return spawn('/bin/sh', ['-c', guard, 'guard', command, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
