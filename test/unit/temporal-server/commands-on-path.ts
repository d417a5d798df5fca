import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withEnvironment } from '../../support/with-environment.js';

/** Makes `directory` the only one on the PATH, holding the given commands as shell scripts, for as long as `act` takes. */
export async function withCommands<Result>(
  directory: string,
  commands: Record<string, string>,
  act: () => Promise<Result>,
): Promise<Result> {
  for (const [name, script] of Object.entries(commands)) {
    await writeFile(join(directory, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(directory, name), 0o755);
  }
  return withEnvironment({ PATH: directory }, act);
}
