import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import type { FromEmpty } from '../../demo/from-empty/from-empty.js';
import type { PlayedHires } from '../../demo/play-all.js';
import { createLogger } from '../process/logger.js';
import { makeDirectory } from '../process/make-directory.js';
import type { PayloadEncryption } from '../payload-codec/encryption-codec.js';
import { runUntilSignal } from '../process/run-until-signal.js';
import { createClient } from '../temporal/client.js';
import { readEmbeddedConfig } from '../configuration/temporal-config.js';
import { print } from './print.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

interface DemoOptions {
  users: number;
  fromEmpty?: true;
  exit?: true;
  json?: true;
  encrypted?: true;
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('everything on this machine, offline: Temporal, an Okta, mail, gateway and worker')
    .option('--users <number>', 'how many people are hired', readUsers, 1)
    .option(
      '--from-empty',
      'with --exit: an empty org of each engine is set up, checked, hired into and broken',
    )
    .option(
      '--exit',
      'play the hires without you, check how they end, and exit: 0 if all is well, else 1',
    )
    .option(
      '--json',
      'with --exit: the last line on standard output is the result as a JSON object',
    )
    .option(
      '--encrypted',
      'payloads are encrypted, with a key that lives as long as the demo: the Temporal UI shows that there is something, and not what',
    )
    .addHelpText(
      'after',
      `
Examples:
  preenroll demo                             play one hire yourself, in the browser; Ctrl-C ends it
  preenroll demo --users 20 --exit --json    {"users":20,"completed":20,"failed":0,"seconds":…}
  preenroll demo --from-empty --exit         setup, doctor and five hires on each engine; then what the doctor says to each prerequisite that is broken`,
    )
    .action(demo);
}

async function demo({ fromEmpty: isFromEmpty, ...options }: DemoOptions): Promise<void> {
  say('Starting. The first time, a Temporal server may have to be fetched.');
  await makeDirectory(readEmbeddedConfig().cacheDirectory, 'XDG_CACHE_HOME');
  if (isFromEmpty) await startFromEmpty(options);
  else await playHires(options);
}

async function startFromEmpty({ exit, json }: DemoOptions): Promise<void> {
  if (!exit) throw new InputError('--from-empty goes with --exit: it plays everything itself.');
  const { fromEmpty } = await import('../../demo/index.js');
  const result = await fromEmpty(readEmbeddedConfig(), createLogger('warn'), say);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else print(...describeFromEmpty(result));
  process.exitCode = result.isWell ? 0 : 1;
}

async function playHires({ users, exit, json, encrypted }: DemoOptions): Promise<void> {
  const logger = createLogger('warn');
  const encryption: PayloadEncryption | undefined = encrypted && {
    ...{ mode: 'required', keys: [randomBytes(32)] },
  };
  const { hostVisitors, playAll, startDemo } = await import('../../demo/index.js');
  const stage = await startDemo({ ...readEmbeddedConfig(), encryption }, logger, say);
  const client = createClient(stage.temporal.temporal);
  const stopped = new AbortController();

  let result: PlayedHires | undefined;
  async function act(): Promise<void> {
    if (exit) {
      result = await playAll(stage, client, users, say);
      return;
    }
    await hostVisitors(stage, client, users, say, stopped.signal);
    if (stopped.signal.aborted) return;
    say('All done. Look around; Ctrl-C ends everything.');
    await once(stopped.signal, 'abort');
  }
  const acting = {
    name: 'demo',
    ended: act(),
    async close() {
      stopped.abort();
      await client.connection.close();
    },
  };
  await runUntilSignal([acting, ...stage.parts], logger);

  if (!exit) return;
  if (result !== undefined) {
    const { completed, seconds } = result;
    const text = `${completed} of ${users} hires are in Group B only, with an ACTIVE SMS factor and both mails, after ${seconds} s`;
    process.stdout.write(`${json ? JSON.stringify(result) : text}\n`);
  }
  process.exitCode = result?.failed === 0 ? 0 : 1;
}

function describeFromEmpty({ engines, isWell, seconds }: FromEmpty): string[] {
  return [
    ...engines.flatMap(({ engine, setup, doctor, hires, broken }) => {
      const named = broken.filter(({ isNamed, isRepaired }) => isNamed && isRepaired).length;
      return [
        `${engine}: set up in ${setup.steps} steps, none the second time`,
        `  doctor: ${Object.entries(doctor)
          .map(([status, count]) => `${count} ${status}`)
          .join(', ')}`,
        `  ${hires.completed} of ${hires.users} hires are in Group B only, with an ACTIVE SMS factor and both mails`,
        `  ${named} of ${broken.length} broken prerequisites named by the doctor, with what helps`,
      ];
    }),
    `${isWell ? 'All is well' : 'Not all is well: see above'}, after ${seconds} s`,
  ];
}

function readUsers(text: string): number {
  const users = Number(text);
  if (!Number.isInteger(users) || users < 1)
    throw new InvalidArgumentError('It must be 1 or more.');
  return users;
}
