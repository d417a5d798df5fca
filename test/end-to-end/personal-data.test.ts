import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { ReceivedMail } from '../../okta-emulator/mailbox/received-mail.js';
import { startCollector, type Collector } from '../support/collector.js';
import { findCanaries, type Canary } from '../support/personal-data/find-canaries.js';
import { inventory, kinds, type Place } from '../support/personal-data/inventory.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import { executables } from './support/built-code.js';
import { canaryProfile, canarySecrets, givenCanaries } from './support/canary-data.js';
import { askGatewayWrongly, giveCommands } from './support/canary-mistakes.js';
import { activationTokens, placesOf } from './support/canary-places.js';
import { castHires, playStory, type Cast } from './support/canary-story.js';
import { buildCanaryWorld, metricsAddresses, type CanaryWorld } from './support/canary-world.js';
import { useNamespace } from './support/namespace.js';
import { useProcesses } from './support/processes.js';
import { connectionsIn, recordedInto } from './support/recorded-connections.js';
import type { EndedCommand } from './support/run-preenroll.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret, useStage } from './support/stage.js';
import { until } from './support/until.js';

/** Hires with unmistakable data, to whom everything happens that can; then everything that was written and sent is searched for the data. */
describe('what is written down about hires', function () {
  this.timeout('2m');
  const temporal = useNamespace();
  const workerVariables: Record<string, string> = {};
  const gatewayVariables: Record<string, string> = {};
  const metrics = metricsAddresses();
  let directory: string;
  const connectionsOf = (name: string) => path.join(directory, name);
  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'preenroll-connections-'));
    gatewayVariables['METRICS_ADDRESS'] = (await metrics).gateway;
    Object.assign(gatewayVariables, recordedInto(connectionsOf('gateway')));
    collector = await startCollector();
    for (const variables of [gatewayVariables, workerVariables]) {
      variables['OTEL_EXPORTER_OTLP_ENDPOINT'] = collector.url;
    }
  });
  const stage = useStage({
    ...{ temporal, worker: workerVariables, gateway: gatewayVariables, logLevel: 'trace' },
  });
  const start = useProcesses();
  let world: CanaryWorld;
  let collector: Collector;
  let worker: RunningProcess;
  let cast: Cast;
  let commands: EndedCommand[];
  let answers: string[];
  let canaries: Canary[];
  let places: Record<Place, () => Promise<(string | Uint8Array)[]>>;

  before(async () => {
    const { okta } = stage();
    world = await buildCanaryWorld(okta, temporal().environment, workerVariables, await metrics);
    cast = await castHires(stage(), world);
    worker = await stage().startWorker(recordedInto(connectionsOf('worker')));
    await playStory(stage(), world, cast);
    answers = await askGatewayWrongly(stage().hookUrl);
    commands = await giveCommands(stage(), world, workerVariables, cast);

    const tokens = await activationTokens(stage(), world);
    canaries = [
      ...givenCanaries(okta.apiToken),
      ...tokens.map((value) => ({ kind: 'activation link', value })),
    ];
    places = {
      ...placesOf(stage(), world, cast, () => [worker.output(), stage().gateway.output()]),
      // Read, for the texts stand in it as they are, and as they were sent.
      traces: () => Promise.resolve([JSON.stringify(collector.spans), ...collector.bodies]),
      'answers of the gateway': () => Promise.resolve(answers),
      'what commands print': () => Promise.resolve(commands.map(({ data, said }) => data + said)),
    };
  });
  after(async () => {
    await Promise.all([world.close(), collector.close()]);
    await rm(directory, { recursive: true });
  });

  /** Of which kinds there is something in it. */
  const kindsIn = (pieces: readonly (string | Uint8Array)[]) =>
    [...new Set(pieces.flatMap((piece) => findCanaries(canaries, piece)))].sort();

  it('is recognized where it is on purpose: every kind of it', async () => {
    const { okta } = stage();
    const { body } = await oktaApi(okta).call('GET', '/users');
    const mails = await okta.control<ReceivedMail[]>('GET', '/mailbox');
    const sent = await places['requests to Okta']();
    const given = [body, mails, sent, workerVariables, okta.apiToken, hookSecret];
    const recognized = kindsIn([JSON.stringify(given), canarySecrets.sharedSecret]);
    assert.deepEqual(recognized, [...kinds].sort());
  });

  it('was made of everything that can happen', async () => {
    const types = new Set<string>();
    for await (const { type } of stage().client.workflow.list()) types.add(type);
    for (const type of [
      ...['dispatchDelivery', 'enrollAndActivateFactor', 'preEnrollUser'],
      ...['reactToFactorActivation', 'reconcileSystemLog'],
    ]) {
      assert.ok(types.has(type), type);
    }
    assert.match(worker.output(), /"level":(10|20)/);
    for (const what of ['OktaUnavailable', 'OktaRateLimited', 'MailUnavailable']) {
      assert.match(worker.output(), new RegExp(what));
    }
    assert.match(worker.output(), /TicketSystemUnavailable[^]*TicketSystemRefused/);
    assert.equal(world.mailServer.refusals.length, 2);
    const failed = collector.spans.filter(({ code }) => code === 2);
    const errors = new Set(failed.map(({ facts }) => facts['error.type']));
    for (const what of ['OktaUnavailable', 'MailUnavailable', 'TicketSystemRefused']) {
      assert.ok(errors.has(what), what);
    }
    assert.equal(answers.length, 7);
    const codes = commands.map(({ code }) => code);
    assert.deepEqual(codes, [0, 0, 3, 1, 0, 4, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
  });

  for (const [place, expected] of Object.entries(inventory)) {
    const what = expected.length === 0 ? 'nothing' : expected.join(', ');
    it(`can be read in ${place}: ${what}`, async () => {
      const pieces = await places[place as Place]();
      assert.ok(pieces.length > 0 && pieces.every(({ length }) => length > 0));
      assert.deepEqual(kindsIn(pieces), [...expected].sort());
    });
  }

  it('leads no process to where the configuration does not', async () => {
    const { TEMPORAL_ADDRESS: temporalAddress } = temporal().environment;
    const always = [temporalAddress, new URL(collector.url).host];
    assert.deepEqual(await connectionsIn(connectionsOf('gateway')), new Set(always));
    const { SMTP_URL: mailUrl = '', CHAT_WEBHOOK_URL: chatUrl = '' } = workerVariables;
    const configured = [stage().okta.url, mailUrl, world.tickets.url, chatUrl];
    const database = new URL(world.databaseUrl).searchParams.get('host') ?? '';
    assert.deepEqual(
      await connectionsIn(connectionsOf('worker')),
      new Set([
        ...[...always, `${database}/.s.PGSQL.5432`],
        ...configured.map((url) => new URL(url).host),
      ]),
    );
  });

  describe('when something leaks', () => {
    const { login, mobilePhone, firstName } = canaryProfile(10);

    it('is found in the history, and in the lists', async () => {
      await stage().client.workflow.start('leaks', {
        ...{ workflowId: 'leaks', taskQueue: 'of-nobody', args: [{ mobilePhone }] },
        memo: { said: Buffer.from(`by ${login}`).toString('base64') },
      });
      // Temporal's lists are some moments behind.
      await until('the run is listed', async () => {
        const { count } = await stage().client.workflow.count('WorkflowType = "leaks"');
        return count === 1;
      });
      assert.deepEqual(kindsIn(await places['Temporal: histories']()), [
        'phone',
        'primary address',
      ]);
      const lists = await places['Temporal: lists, status, pending activities, Schedules']();
      assert.deepEqual(kindsIn(lists), ['primary address']);
    });

    it('is found in the audit store', async () => {
      const client = new pg.Client({ connectionString: world.databaseUrl });
      await client.connect();
      await client.query('create table leaks (said text)');
      await client.query('insert into leaks values ($1)', [`${firstName}: ${mobilePhone}`]);
      await client.end();
      assert.deepEqual(kindsIn(await places['audit store']()), ['name', 'phone']);
    });

    it('is found in the log of a process that tells all that it is given', async () => {
      const tell = 'console.error(JSON.stringify(process.env))';
      const { href } = pathToFileURL(executables.preenroll);
      const program = `data:text/javascript,${encodeURIComponent(`${tell};await import("${href}")`)}`;
      const leaking = start({
        name: 'a leaking worker',
        run: ['node', '--import', program, '-e', ''],
        environment: { ...workerVariables, NAME_OF_HIRE: firstName },
      });
      await leaking.ended;
      assert.deepEqual(kindsIn([leaking.output()]), [
        ...['address of the chat', 'encryption key', 'hash key', 'name'],
        ...['password of the mail server', 'private key', 'secret of the ticket system'],
      ]);
    });

    it('is found in the connections of a process that follows a profile', async () => {
      const { profileUrl, organization } = canaryProfile(10);
      const follow = `for (const url of ${JSON.stringify([profileUrl, `http://${organization}`])})
        await fetch(url, { signal: AbortSignal.timeout(200) }).catch(() => undefined)`;
      const following = start({
        name: 'a process that follows a profile',
        run: ['node', '--input-type=module', '-e', follow],
        environment: recordedInto(connectionsOf('following')),
      });
      await following.ended;
      assert.deepEqual(
        await connectionsIn(connectionsOf('following')),
        new Set(['169.254.169.254:80', organization]),
      );
    });
  });
});
