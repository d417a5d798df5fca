import assert from 'node:assert/strict';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporalServerError } from '../../../src/temporal-server/temporal-server-error.js';
import { temporalServerBuild, temporalServerVersion } from '../../cluster/temporal-server-build.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe("the cluster's Temporal server", () => {
  const directory = useTemporaryDirectory();
  const name = `temporal-server-${temporalServerVersion}-${process.platform}-${process.arch}`;

  function build(...goPrograms: string[]) {
    return temporalServerBuild({
      ...{ cacheDirectory: path.join(directory(), 'cache'), goPrograms },
      say: () => undefined,
    });
  }

  /** Says that it is this version of Go; asked to install, does what is given. */
  async function goOf(version: string, install: string): Promise<string> {
    const file = path.join(directory(), 'go');
    const lines = ['#!/bin/sh', `[ "$1" = env ] && echo go${version} && exit`, install];
    await writeFile(file, lines.join('\n'));
    await chmod(file, 0o755);
    return file;
  }

  it('is built into the cache, once', async () => {
    const built = await build(await goOf('1.26.8', 'touch "$GOBIN/server" "$GOBIN/sql"'));

    assert.deepEqual(built, {
      server: path.join(directory(), 'cache', name, 'server'),
      sqlTool: path.join(directory(), 'cache', name, 'sql'),
    });
    assert.deepEqual(await build('/nowhere/go'), built);
  });

  it('leaves nothing in the cache that was not built to its end, and says why', async () => {
    const go = await goOf('1.26.8', 'touch "$GOBIN/server"; echo no such module >&2; exit 1');

    await assert.rejects(build(go), (error) => {
      assert.ok(error instanceof TemporalServerError);
      assert.match(error.message, /not built: no such module/);
      return true;
    });
    assert.deepEqual(await readdir(path.join(directory(), 'cache')), []);
  });

  for (const [what, version] of [
    ['too old', '1.25.9'],
    ['not there', undefined],
  ] as const) {
    it(`says what to install where Go is ${what}`, async () => {
      const go = version === undefined ? '/nowhere/go' : await goOf(version, 'exit 1');

      await assert.rejects(build(go), /1\.26\.8 or later: https:\/\/go\.dev\/dl/);
    });
  }
});
