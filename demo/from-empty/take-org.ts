import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Engine } from '../../okta-emulator/state/org.js';
import { readWorkerConfig, type WorkerConfig } from '../../src/configuration/config.js';
import { startGateway } from '../../src/gateway.js';
import { installRuntime } from '../../src/process/runtime.js';
import { createClient } from '../../src/temporal/client.js';
import { startWorker } from '../../src/worker/worker.js';
import { playAll, type PlayedHires } from '../play-all.js';
import { startSurroundings, type Surroundings } from '../start-surroundings.js';
import { breakEach, type Broken } from './break-each.js';
import { makeServiceApp, scopesOfDoctor } from './make-service-app.js';
import { runPreenroll } from './run-preenroll.js';

export interface TakenOrg {
  engine: Engine;
  isWell: boolean;
  /** Steps of the first `setup`, and of the second, which must find nothing to do. */
  setup: { steps: number; again: number };
  /** Checks of the first `doctor` by their status. */
  doctor: Record<string, number>;
  hires: PlayedHires;
  broken: Broken[];
}

interface Means {
  find: Parameters<typeof startSurroundings>[0];
  logger: Logger;
  say: (line: string) => void;
}

const users = 5;
/** The org makes it: users may not write it. */
const phoneAttribute = 'mobileNumber';

/** Takes one empty org through it all, and leaves nothing of it. */
export async function takeOrg(engine: Engine, means: Means): Promise<TakenOrg> {
  means.say(`\nAn empty org of ${engine === 'classic' ? 'Classic Engine' : 'Identity Engine'}`);
  const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-from-empty-'));
  const surroundings = await startSurroundings(means.find, { engine, empty: true }, means.say);
  try {
    return { engine, ...(await walk(surroundings, directory, means)) };
  } finally {
    for (const part of surroundings.parts) await part.close();
    await rm(directory, { recursive: true });
  }
}

async function walk(
  surroundings: Surroundings,
  directory: string,
  { logger, say }: Means,
): Promise<Omit<TakenOrg, 'engine'>> {
  const { temporal, okta, mailbox, databaseUrl, parts } = surroundings;
  const secret = randomBytes(32).toString('hex');
  // It ends with the last worker of the process: each org has its own.
  const { metricMeter: meter } = installRuntime(logger, '127.0.0.1:0');
  const gateway = await startGateway(
    { secrets: [secret], host: '127.0.0.1', port: 0 },
    temporal.temporal,
    { logger, meter },
  );
  parts.unshift(gateway);
  const around = {
    TEMPORAL_ADDRESS: temporal.temporal.connectionOptions.address,
    ...{ DATABASE_URL: databaseUrl, SMTP_URL: mailbox.smtpUrl },
    MAIL_FROM: 'IT onboarding <onboarding@example.com>',
  };

  const { clientId, keyFile } = await makeServiceApp(okta, directory);
  const administrator = {
    ...{ OKTA_CLIENT_ORGURL: okta.url, OKTA_CLIENT_TOKEN: okta.apiToken },
    OKTA_EVENT_HOOK_SECRET: secret,
  };
  const setUp = async () => {
    const environment = { ...around, ...administrator };
    const words = [
      ...['setup', '--yes', '--sign-on-rule', '--attribute', phoneAttribute],
      ...['--hook-url', gateway.url, '--client-id', clientId, '--key-file', keyFile],
    ];
    const { output, exitCode } = await runPreenroll(words, { directory, environment }, say);
    return { steps: (output as { plan: unknown[] }).plan.length, exitCode };
  };
  const first = await setUp();
  const second = await setUp();

  const written = parseEnv(await readFile(path.join(directory, '.env'), 'utf8'));
  const environment = { ...around, ...(written as Record<string, string>) };
  const config = readWorkerConfig(environment);
  parts.unshift(await startWorker(config, temporal.temporal, logger));
  const ofDoctor = { ...environment, OKTA_CLIENT_SCOPES: scopesOfDoctor.join(' ') };
  const checked = await runPreenroll(['doctor'], { directory, environment: ofDoctor }, say);
  const doctor = countByStatus(checked.output as { status: string }[]);

  const groups = groupsOf(config);
  const client = createClient(temporal.temporal);
  const hires = await playAll({ ...surroundings, groups }, client, users, say, phoneAttribute);
  const broken = await breakEach(
    { okta, groups, phoneAttribute, environment: ofDoctor, temporal: client },
    say,
  );
  await client.connection.close();

  const isWell =
    [first, second, checked].every(({ exitCode }) => exitCode === 0) &&
    second.steps === 0 &&
    hires.failed === 0 &&
    broken.every(({ isNamed, isRepaired }) => isNamed && isRepaired);
  const setup = { steps: first.steps, again: second.steps };
  return { isWell, setup, doctor, hires, broken };
}

function groupsOf({ settings }: WorkerConfig): { a: string; b: string } {
  const [population] = settings.populations;
  if (population === undefined) throw new Error('The configuration has no population');
  return { a: population.groups.A, b: population.groups.B };
}

function countByStatus(results: readonly { status: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
