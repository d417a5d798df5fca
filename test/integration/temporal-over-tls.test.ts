import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { connectWorker } from '../../src/worker/connect-worker.js';
import { connectClient } from '../../src/temporal/client.js';
import { readTemporalConfig } from '../../src/configuration/temporal-config.js';
import { TemporalServerError } from '../../src/temporal-server/temporal-server-error.js';
import { startApiKeyDoor, type ApiKeyDoor } from '../support/api-key-door.js';
import type { receiveCard } from '../support/card-workflows/index.js';
import { createAuthority } from '../support/certificate-authority.js';
import { bundleWorkflows, useDevServer } from '../support/temporal.js';
import { startTlsTerminator, type TlsTerminator } from '../support/tls-terminator.js';

const apiKey = 'an-api-key-that-no-log-may-show';

/** Temporal Cloud as docs/deployment.md has it: TLS in front, and either an API key with each call or a client certificate. */
describe('Temporal behind TLS', function () {
  this.timeout('60s');
  const environment = useDevServer();
  const workflowBundle = bundleWorkflows(new URL('../support/card-workflows', import.meta.url));
  let directory: string;
  let door: ApiKeyDoor;
  /** In front of the door. */
  let byKey: TlsTerminator;
  let byCertificate: TlsTerminator;
  let variables: Record<Way, Record<string, string>>;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'temporal-over-tls-'));
    const [ours, theirs] = await Promise.all(
      ['ours', 'theirs'].map((name) => createAuthority(directory, name)),
    );
    assert(ours && theirs);
    const [server, client, stranger] = await Promise.all([
      ...[ours.issue('server'), ours.issue('client'), theirs.issue('stranger')],
    ]);
    assert(server && client && stranger);
    const [key, cert, ca] = await Promise.all(
      [server.keyFile, server.certFile, ours.certFile].map((file) => readFile(file)),
    );
    const tls = { ALPNProtocols: ['h2'], key, cert, ca };
    const port = Number(environment().address.split(':')[1]);
    door = await startApiKeyDoor(apiKey, port);
    byKey = await startTlsTerminator({ to: door.port, tls });
    byCertificate = await startTlsTerminator({ to: port, tls: { ...tls, requestCert: true } });

    const keyFile = path.join(directory, 'api-key');
    await writeFile(keyFile, `${apiKey}\n`);
    const wrongKeyFile = path.join(directory, 'wrong-api-key');
    await writeFile(wrongKeyFile, `${apiKey}-of-yesterday\n`);
    const configFile = path.join(directory, 'temporal.toml');
    await writeFile(
      configFile,
      `[profile.default]
       address = "127.0.0.1:${byKey.port}"
       namespace = "default"
       api_key = "${apiKey}"
       [profile.default.tls]
       server_ca_cert_path = "${ours.certFile}"
       server_name = "localhost"`,
    );
    const believed = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: ours.certFile };
    const atDoor = { TEMPORAL_ADDRESS: `localhost:${byKey.port}`, TEMPORAL_NAMESPACE: 'default' };
    const atMutual = { ...atDoor, TEMPORAL_ADDRESS: `localhost:${byCertificate.port}` };
    const holding = ({ certFile, keyFile: file }: typeof client) => ({
      TEMPORAL_TLS_CLIENT_CERT_PATH: certFile,
      TEMPORAL_TLS_CLIENT_KEY_PATH: file,
    });
    const withKey = { ...atDoor, ...believed, TEMPORAL_API_KEY_FILE: keyFile };
    variables = {
      'an API key': withKey,
      'a certificate of ours': { ...atMutual, ...believed, ...holding(client) },
      'a configuration file': { TEMPORAL_CONFIG_FILE: configFile },
      'a wrong API key': { ...withKey, TEMPORAL_API_KEY_FILE: wrongKeyFile },
      'no API key': { ...atDoor, ...believed, TEMPORAL_TLS: 'true' },
      'an authority that does not know the server': {
        ...{ ...withKey, TEMPORAL_TLS_SERVER_CA_CERT_PATH: theirs.certFile },
      },
      'another name than the certificate has': {
        ...{ ...withKey, TEMPORAL_TLS_SERVER_NAME: 'preenroll.tmprl.cloud' },
      },
      'no certificate of ours': { ...atMutual, ...believed, TEMPORAL_TLS: 'true' },
      "a stranger's certificate": { ...atMutual, ...believed, ...holding(stranger) },
      'plain text': atDoor,
    };
  });
  after(async () => {
    await Promise.all([byKey, byCertificate].map((terminator) => terminator.close()));
    await door.close();
    await rm(directory, { recursive: true });
  });

  const counted = () => [
    ...[door.counts.passed, door.counts.refused],
    ...[byKey, byCertificate].flatMap(({ counts }) => [counts.secured, counts.refused]),
  ];

  for (const way of ['an API key', 'a certificate of ours', 'a configuration file'] as const) {
    it(`takes a workflow through client and worker, with ${way}`, async () => {
      const before = counted();
      const temporal = readTemporalConfig(variables[way]);
      const client = await connectClient(temporal);
      const connection = await connectWorker(temporal, pino({ level: 'silent' }));
      const taskQueue = `over-tls-${randomUUID()}`;
      const worker = await Worker.create({
        ...{ connection, taskQueue, workflowBundle: await workflowBundle },
      });

      const result = await worker.runUntil(
        client.workflow.execute<typeof receiveCard>('receiveCard', {
          ...{ taskQueue, workflowId: taskQueue, args: ['card'] },
        }),
      );
      await connection.close();
      await client.connection.close();

      assert.equal(result, 'card');
      const [passed, withoutKey, secured, unsecured, mutual, strangers] = counted().map(
        (count, at) => count - Number(before[at]),
      );
      assert.deepEqual([withoutKey, unsecured, strangers], [0, 0, 0]);
      if (way === 'a certificate of ours') {
        assert.deepEqual([secured, mutual], [0, 2]);
        return;
      }
      assert.deepEqual([secured, mutual], [2, 0]);
      // Each call of both had the key, and the header by which Temporal Cloud finds the namespace.
      assert(Number(passed) > 5);
      assert.deepEqual([...door.namespaces], ['default']);
    });
  }

  describe('is not reached, and client and worker say so within seconds, with what helps and without the key:', () => {
    const refused: [Way, RegExp][] = [
      ['a wrong API key', /TEMPORAL_API_KEY/],
      ['no API key', /TEMPORAL_API_KEY/],
      ['an authority that does not know the server', /TEMPORAL_TLS_SERVER_CA_CERT_PATH/],
      ['another name than the certificate has', /TEMPORAL_TLS_SERVER_NAME/],
      ['no certificate of ours', /TEMPORAL_TLS_CLIENT_CERT_PATH/],
      ["a stranger's certificate", /TEMPORAL_TLS_CLIENT_CERT_PATH/],
      ['plain text', /TEMPORAL_TLS/],
    ];
    let heard: Map<Way, { error: unknown; line: string }>;

    // All at once: a client looks for five seconds whether Temporal comes up.
    before(async () => {
      const good = () => readTemporalConfig(variables['an API key']).connectionOptions;
      heard = new Map(
        await Promise.all(
          refused.map(async ([way]) => {
            const temporal = readTemporalConfig(variables[way]);
            const { logger, line } = firstLine();
            // A worker goes on trying, as it does while Temporal is away: until it is told better.
            const connecting = connectWorker(temporal, logger);
            const error: unknown = await connectClient(temporal).catch((reason: unknown) => reason);
            const said = { error, line: await line };
            Object.assign(temporal.connectionOptions, { apiKey: undefined }, good());
            await (await connecting).close();
            return [way, said] as const;
          }),
        ),
      );
    });

    for (const [way, expected] of refused) {
      it(`with ${way}`, () => {
        const { error, line } = heard.get(way) ?? {};
        assert(error instanceof TemporalServerError && line !== undefined);
        assert.match(line, /"msg":"Temporal cannot be reached yet"/);
        for (const said of [error.message, line]) {
          assert.match(said, expected);
          assert.doesNotMatch(said, new RegExp(apiKey));
        }
      });
    }
  });
});

type Way =
  | 'an API key'
  | 'a certificate of ours'
  | 'a configuration file'
  | 'a wrong API key'
  | 'no API key'
  | 'an authority that does not know the server'
  | 'another name than the certificate has'
  | 'no certificate of ours'
  | "a stranger's certificate"
  | 'plain text';

function firstLine() {
  let resolve: (line: string) => void;
  const line = new Promise<string>((heard) => (resolve = heard));
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      resolve(chunk.toString());
      done();
    },
  });
  return { logger: pino({ level: 'trace' }, stream), line };
}
