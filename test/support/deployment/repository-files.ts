import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');

/** Where it is on this machine. */
export function pathOf(file: string): string {
  return path.join(root, file);
}

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(pathOf(file), 'utf8');
}
