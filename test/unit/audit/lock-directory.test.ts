import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { DirectoryInUseError, lockDirectory } from '../../../src/audit/embedded/lock-directory.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('the lock of a directory', () => {
  const directory = useTemporaryDirectory();
  const file = () => path.join(directory(), 'owner.pid');

  it('is held by one at a time, also within a process, until it is given back', async () => {
    const unlock = await lockDirectory(directory());
    await assert.rejects(lockDirectory(directory()), DirectoryInUseError);

    await unlock();
    assert.equal(existsSync(file()), false);
    await (
      await lockDirectory(directory())
    )();
  });

  it('is not taken from a process that lives, and names it', async () => {
    await writeFile(file(), String(process.ppid));
    await assert.rejects(lockDirectory(directory()), new RegExp(`\\(${process.ppid}\\)`));
  });

  for (const [whose, pid] of [
    ['of a process that is gone', spawnSync(process.execPath, ['--version']).pid],
    ['of a predecessor that had our process id', process.pid],
    ['that nobody has written his id into', ''],
  ] as const) {
    it(`is taken over where it is ${whose}`, async () => {
      await writeFile(file(), String(pid));
      await (
        await lockDirectory(directory())
      )();
    });
  }
});
