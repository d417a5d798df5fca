import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { obtainExecutable } from '../../../src/temporal-server/download/obtain-executable.js';
import { startNode } from '../../support/node-process.js';
import { startReleaseServer, type Answer, type ReleaseServer } from './release-server.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('processes that fetch the same executable into the same cache', () => {
  const cacheDirectory = useTemporaryDirectory();
  let server: ReleaseServer;

  beforeEach(async () => {
    server = await startReleaseServer();
  });
  afterEach(() => server.close());

  const obtainInAnotherProcess = () =>
    startNode(`
      const { obtainExecutable } = await import('./src/temporal-server/download/obtain-executable.ts');
      const cacheDirectory = ${JSON.stringify(cacheDirectory())};
      const release = ${JSON.stringify(server.release)};
      const { path } = await obtainExecutable(release, { cacheDirectory, onProgress: () => undefined });
      process.stdout.write(path);
    `);

  it('each end with the whole file, also when they overlap', async () => {
    const waiting: (() => void)[] = [];
    const together: Answer = (response, archive) => {
      waiting.push(() => response.end(archive));
      if (waiting.length === 2) for (const answer of waiting) answer();
    };
    server.answerNext(together);
    server.answerNext(together);
    const processes = [obtainInAnotherProcess(), obtainInAnotherProcess()];
    const paths = await Promise.all(processes.map(({ stdout }) => text(stdout)));

    assert.equal(server.requests, 2);
    assert.equal(paths[0], paths[1]);
    assert.equal(await readFile(paths[0] ?? '', 'utf8'), server.executable);
    assert.equal((await readdir(cacheDirectory())).length, 1);
  });

  it('do not mistake what a killed one left behind for the file', async () => {
    const killed = obtainInAnotherProcess();
    await new Promise<void>((halfIsSent) => {
      server.answerNext((response, archive) => {
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.subarray(0, archive.length / 2), () => {
          halfIsSent();
        });
      });
    });
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    assert.match((await readdir(cacheDirectory())).join(), /^\.incoming-/);

    const { path } = await obtainExecutable(server.release, {
      cacheDirectory: cacheDirectory(),
      onProgress: () => undefined,
    });
    assert.equal(await readFile(path, 'utf8'), server.executable);
  });
});
