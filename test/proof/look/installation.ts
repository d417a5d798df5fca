import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { UnprivilegedUser } from '../unprivileged-user.js';

/** Every file and folder with its size, its time and its rights. */
export function stateOfTree(folder: string): string {
  const listed = run('find', folder, '-printf', '%P %y %s %T@ %m %U\n');
  return createHash('sha256').update(listed.split('\n').sort().join('\n')).digest('hex');
}

/** What of it the user may write, or could make writable, as that user's own `find` has it. */
export function writableFor({ prefix, uid }: UnprivilegedUser, folder: string): string[] {
  // Whoever owns a file may give himself the right: where there is no other user to own it, that cannot be shut out.
  const owned = prefix.length > 0 ? ['-o', '-uid', String(uid)] : [];
  const [command = '', ...args] = [
    ...prefix,
    ...['find', folder, '!', '-type', 'l', '(', '-writable', ...owned, ')'],
  ];
  return run(command, ...args)
    .split('\n')
    .filter(Boolean);
}

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
