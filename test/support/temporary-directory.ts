import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory for each test of the suite, removed after it. */
export function useTemporaryDirectory(): () => string {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'temporal-server-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  return () => directory;
}
