import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeDirectory } from '../../../src/process/make-directory.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('a directory for what is embedded', () => {
  const place = useTemporaryDirectory();

  it('is made for this user alone, and stays when it is there', async () => {
    const directory = path.join(place(), 'home', 'preenroll');
    await makeDirectory(directory, 'XDG_STATE_HOME');
    await makeDirectory(directory, 'XDG_STATE_HOME');
    assert.equal((await stat(directory)).mode & 0o777, 0o700);
  });

  it('that cannot be made is an error that names the variable for another', async () => {
    // Also root makes none below a file.
    const file = path.join(place(), 'file');
    await writeFile(file, '');
    await assert.rejects(makeDirectory(path.join(file, 'preenroll'), 'XDG_CACHE_HOME'), {
      name: 'ConfigurationError',
      message: /cannot be made \(ENOTDIR\): let XDG_CACHE_HOME name a folder/,
    });
  });
});
