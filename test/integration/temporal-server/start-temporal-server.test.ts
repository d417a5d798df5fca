import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { readEmbeddedConfig } from '../../../src/configuration/temporal-config.js';
import { oktaUserId, searchAttributes } from '../../../src/contract/search-attributes.js';
import { findTemporalCli } from '../../../src/temporal-server/find-temporal-cli.js';
import { freePort } from '../../../src/temporal-server/free-port.js';
import {
  startTemporalServer,
  type TemporalServer,
  type TemporalServerOptions,
} from '../../../src/temporal-server/start-temporal-server.js';
import { startNode } from '../../support/node-process.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

describe('startTemporalServer', () => {
  const directory = useTemporaryDirectory();
  const servers: TemporalServer[] = [];
  let cliPath: string;

  before(async function () {
    this.timeout('10m');
    const onProgress = (line: string) => process.stderr.write(`${line}\n`);
    ({ path: cliPath } = await findTemporalCli({ ...readEmbeddedConfig(), onProgress }));
  });
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  async function start(options: Partial<TemporalServerOptions> = {}): Promise<TemporalServer> {
    const server = await startTemporalServer({ cliPath, searchAttributes, ...options });
    servers.push(server);
    return server;
  }

  it('resolves when the namespace takes workflows with our search attributes', async () => {
    const { address, uiUrl } = await start({ namespace: 'elsewhere' });

    await withClient(address, 'elsewhere', startWorkflow);
    assert.equal(uiUrl, undefined);
  });

  it('serves the Temporal UI where a port for it is given', async () => {
    const { uiUrl = '' } = await start({ uiPort: 0 });
    const response = await fetch(uiUrl);

    assert.equal(response.status, 200);
    assert.match(await response.text(), /<html/);
  });

  it('keeps what it knows in the database file', async () => {
    const databaseFile = join(directory(), 'temporal.db');
    const first = await start({ databaseFile });
    await withClient(first.address, 'default', startWorkflow);
    await first.close();
    const { address } = await start({ databaseFile });

    await withClient(address, 'default', async ({ workflow }) => {
      const { status } = await workflow.getHandle('pre-enroll:00u1').describe();
      assert.equal(status.name, 'RUNNING');
    });
  });

  it('can be closed twice, and again later', async () => {
    const { address, close } = await start();
    await Promise.all([close(), close()]);
    await close();

    await assert.rejects(once(connectTo(address), 'connect'), { code: 'ECONNREFUSED' });
  });

  it('names the port that is taken, and what to do about it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    await assert.rejects(start({ port }), (error: Error) => {
      assert.equal(error.name, 'TemporalServerError');
      assert.ok(error.message.includes(`Port ${port} is taken.`));
      assert.match(error.message, /lsof -i :\d+.*TEMPORAL_ADDRESS/s);
      return true;
    });
    other.close();
  });

  it('does not mistake another Temporal server on the port for its own', async () => {
    const { address } = await start();
    const port = Number(address.split(':')[1]);

    await assert.rejects(start({ port }), /is taken/);
  });

  it("fails in the server's own words", async () => {
    const databaseFile = join(directory(), 'no-such-directory', 'temporal.db');

    await assert.rejects(start({ databaseFile }), /failed checking dir for database file/);
    await assert.rejects(start({ cliPath: '/no/such/temporal' }), /no\/such\/temporal/);
  });

  it('tells when the server ends without having been closed', async () => {
    const pidFile = join(directory(), 'pid');
    const wrapper = join(directory(), 'temporal');
    await writeFile(wrapper, `#!/bin/sh\necho $$ > ${pidFile}\nexec ${cliPath} "$@"\n`);
    await chmod(wrapper, 0o755);
    const failure = new Promise<Error>((resolve) => {
      void start({ cliPath: wrapper, onFailure: resolve }).then(async () => {
        process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
      });
    });

    assert.match((await failure).message, /^The Temporal server at 127\.0\.0\.1:\d+ has ended/);
  });

  for (const [what, databaseFile] of [
    ['in memory', undefined],
    ['on a database file', 'orphan.db'],
  ] as const) {
    it(`leaves no server ${what} on the port when the process that started it is killed`, async () => {
      const port = await freePort();
      const options = {
        ...{ cliPath, port, searchAttributes },
        databaseFile: databaseFile && join(directory(), databaseFile),
      };
      const parent = startNode(`
        const { startTemporalServer } = await import('./src/temporal-server/start-temporal-server.ts');
        const { address } = await startTemporalServer(${JSON.stringify(options)});
        process.stdout.write(address);
      `);
      await once(parent.stdout, 'data');
      const socket = connectTo(`127.0.0.1:${port}`).resume();
      await once(socket, 'connect');
      // It may also break the connection off.
      const serverIsGone = new Promise((resolve) =>
        socket.on('error', resolve).on('close', resolve),
      );
      parent.kill('SIGKILL');
      await serverIsGone;

      const { address } = await start(options);
      assert.equal(address, `127.0.0.1:${port}`);
    });
  }
});

function connectTo(address: string): Socket {
  const [host, port] = address.split(':');
  return connect(Number(port), host);
}

async function withClient(
  address: string,
  namespace: string,
  use: (client: Client) => Promise<void>,
): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await use(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}

/** There is no worker: it stays open. */
async function startWorkflow({ workflow }: Client): Promise<void> {
  await workflow.start('preEnrollUser', {
    taskQueue: 'nobody',
    workflowId: 'pre-enroll:00u1',
    typedSearchAttributes: [{ key: oktaUserId, value: '00u1' }],
  });
}
