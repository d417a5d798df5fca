import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory, removed when this process ends, also when it is interrupted: see `main.ts`. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'preenroll-bench-'));
  // What wrote into it is being killed just then.
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  });
  return directory;
}
