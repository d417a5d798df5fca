import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const recorder = pathToFileURL(path.join(import.meta.dirname, 'record-connections.js')).href;

/** What a process is told so that it writes down to where it connects. What Temporal's core connects to is not in it. */
export function recordedInto(file: string): Record<string, string> {
  return { NODE_OPTIONS: `--import ${recorder}`, CONNECTIONS_FILE: file };
}

/** Where a process has connected to, or has tried to: `host:port`, a path, or a host that there is not. */
export async function connectionsIn(file: string): Promise<Set<string>> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return new Set(lines.filter((line) => line !== ''));
}
