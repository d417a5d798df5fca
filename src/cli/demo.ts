import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import type { PlayedHires } from '../../demo/play-all.js';
import { createLogger } from '../logger.js';
import { runUntilSignal } from '../run-until-signal.js';
import { createClient } from '../temporal.js';
import { readEmbeddedConfig } from '../temporal-config.js';
import { say } from './say.js';

interface DemoOptions {
  users: number;
  exit?: true;
  json?: true;
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('everything on this machine, offline: Temporal, an Okta, mail, gateway and worker')
    .option('--users <number>', 'how many people are hired', readUsers, 1)
    .option(
      '--exit',
      'play the hires without you, check how they end, and exit: 0 if all is well, else 1',
    )
    .option(
      '--json',
      'with --exit: the last line on standard output is the result as a JSON object',
    )
    .addHelpText(
      'after',
      `
Examples:
  preenroll demo                             play one hire yourself, in the browser; Ctrl-C ends it
  preenroll demo --users 20 --exit --json    {"users":20,"completed":20,"failed":0,"seconds":…}`,
    )
    .action(demo);
}

async function demo({ users, exit, json }: DemoOptions): Promise<void> {
  const logger = createLogger('warn');
  say('Starting. The first time, a Temporal server may have to be fetched.');
  const { hostVisitors, playAll, startDemo } = await import('../../demo/index.js');
  const stage = await startDemo(readEmbeddedConfig(), logger, say);
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

function readUsers(text: string): number {
  const users = Number(text);
  if (!Number.isInteger(users) || users < 1)
    throw new InvalidArgumentError('It must be 1 or more.');
  return users;
}
