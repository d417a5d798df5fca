import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { downloadArchive } from '../../../src/temporal-server/download/download-archive.js';
import { buildForThisMachine } from '../../../src/temporal-server/download/executable-release.js';
import { startReleaseServer, type ReleaseServer } from './release-server.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('downloadArchive', () => {
  const directory = useTemporaryDirectory();
  let server: ReleaseServer;

  beforeEach(async () => {
    server = await startReleaseServer();
  });
  afterEach(() => server.close());

  const download = (longestSilence?: number) =>
    downloadArchive(
      buildForThisMachine(server.release),
      directory(),
      () => undefined,
      longestSilence,
    );

  it('unpacks the one member that is wanted', async () => {
    assert.equal(await readFile(await download(), 'utf8'), server.executable);
  });

  it('gives up when the server does not answer', async () => {
    server.answerNext(() => undefined);

    await assert.rejects(download(50), { message: 'nothing was heard for 0.05 seconds' });
  });

  it('gives up when the server falls silent in the middle', async () => {
    server.answerNext((response, archive) => {
      response.writeHead(200, { 'content-length': archive.length }).write(archive.subarray(0, 20));
    });

    await assert.rejects(download(50), { message: 'nothing was heard for 0.05 seconds' });
  });

  it('gives a slow server as long as it takes while something arrives', async () => {
    server.answerNext((response, archive) => {
      response.writeHead(200, { 'content-length': archive.length });
      let sent = 0;
      const trickle = setInterval(() => {
        response.write(archive.subarray(sent, (sent += 10)));
        if (sent < archive.length) return;
        clearInterval(trickle);
        response.end();
      }, 30);
    });

    assert.equal(await readFile(await download(400), 'utf8'), server.executable);
  });

  it('says why the server cannot be reached', async () => {
    const build = {
      ...buildForThisMachine(server.release),
      archiveUrl: 'http://no-such-host.invalid/temporal.tar.gz',
    };

    await assert.rejects(
      downloadArchive(build, directory(), () => undefined),
      /no-such-host/,
    );
  });

  it('refuses an archive that is cut off, or is none', async () => {
    server.answerNext((response, archive) => response.end(archive.subarray(0, 60)));
    await assert.rejects(download(), /unexpected end of file/);

    server.answerNext((response) => response.end('<html>Sign in to the network</html>'));
    await assert.rejects(download(), /Unrecognized archive format/);
  });
});
