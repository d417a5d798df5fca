import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Readable } from 'node:stream';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs a few lines of TypeScript, with imports from the repository's root, in a Node process of their own. */
export function startNode(
  code: string,
  options: { detached?: boolean; env?: NodeJS.ProcessEnv } = {},
): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}
