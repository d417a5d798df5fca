import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads a file of Okta's own material, which is not part of this repository: from the folder in `OKTA_REFERENCE_DATA`. Skips the
 * test, and says why in its title, where that is not set.
 */
export async function readReference(test: Mocha.Context, path: string): Promise<string> {
  const folder = process.env['OKTA_REFERENCE_DATA'];
  if (folder === undefined) {
    if (test.test) test.test.title += ' (OKTA_REFERENCE_DATA is not set)';
    test.skip();
  }
  return readFile(join(folder, path), 'utf8');
}
