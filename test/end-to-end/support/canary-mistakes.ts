import { canaryProfile, canarySecrets, unusableNumber } from './canary-data.js';
import type { CanaryWorld } from './canary-world.js';
import type { Cast } from './canary-story.js';
import { runPreenroll, type EndedCommand } from './run-preenroll.js';
import { hookSecret, type Stage } from './stage.js';

const { login, mobilePhone, firstName, lastName } = canaryProfile(98);
const everything = JSON.stringify(canaryProfile(98));

/** What commands print when they are told of somebody, and most of all when something is wrong. */
export async function giveCommands(
  { okta }: Stage,
  { temporal, databaseUrl }: CanaryWorld,
  worker: Record<string, string>,
  cast: Cast,
): Promise<EndedCommand[]> {
  const { OKTA_CLIENT_ORGURL = '', OKTA_CLIENT_TOKEN = '' } = okta.environment;
  const inOkta = { ...temporal, OKTA_CLIENT_ORGURL, OKTA_CLIENT_TOKEN };
  const asWorker = { ...temporal, ...okta.environment, ...worker };
  const who = ['--operator', 'ann', '--reason'];
  const { userId } = cast.unusable;
  const secretInUrl = `postgresql://zq:${encodeURIComponent(canarySecrets.mailPassword)}@127.0.0.1:1/zq`;
  const asked: [args: string[], environment: Record<string, string>, input?: string][] = [
    [['list', '-o', 'json'], temporal],
    [['show', cast.completed.login, '-o', 'json'], inOkta],
    [['show', 'zq.work.nobody@example.com'], inOkta],
    [['show', cast.completed.login], { ...inOkta, OKTA_CLIENT_TOKEN: `x${OKTA_CLIENT_TOKEN}` }],
    [['audit', '-o', 'json'], { DATABASE_URL: databaseUrl }],
    [['audit', 'verify'], { DATABASE_URL: secretInUrl }],
    [['resume', userId, ...who, `call ${mobilePhone}`], temporal],
    [
      ['correct-phone', userId, '--number-from-stdin', ...who, 'INC-7'],
      { ...temporal, PAYLOAD_ENCRYPTION_KEY: canarySecrets.encryptionKey },
      `${unusableNumber} x`,
    ],
    [
      ['factor', 'submit', userId, 'sms', '--pass-code-from-stdin'],
      temporal,
      `code ${canarySecrets.passCode}`,
    ],
    [['worker'], { ...asWorker, SMTP_URL: asWorker['SMTP_URL']?.replace('smtp', 'ftp') ?? '' }],
    [['worker'], { ...asWorker, TICKET_WEBHOOK_SECRET: canarySecrets.ticketSecret.slice(6) }],
    [['worker'], { ...asWorker, CHAT_WEBHOOK_URL: `http://example.com${canarySecrets.chatPath}` }],
    [['worker'], { ...asWorker, OKTA_CLIENT_PRIVATEKEY: `${canarySecrets.privateKey} x` }],
    [['worker'], { ...asWorker, PAYLOAD_ENCRYPTION_KEY: `${canarySecrets.encryptionKey}x` }],
    [['gateway'], { OKTA_EVENT_HOOK_SECRET: `${hookSecret}\n` }],
  ];
  return Promise.all(
    asked.map(([args, environment, input]) => runPreenroll(args, environment, input)),
  );
}

/** The heads and bodies of the gateway's answers to what it does not take. */
export async function askGatewayWrongly(hookUrl: string): Promise<string[]> {
  const headers = { authorization: hookSecret, 'content-type': 'application/json' };
  const wrong: [path: string, init: RequestInit][] = [
    [
      '',
      {
        method: 'POST',
        headers: { ...headers, authorization: `${hookSecret}x` },
        body: everything,
      },
    ],
    ['', { method: 'POST', headers, body: everything.slice(1) }],
    ['', { method: 'POST', headers, body: everything }],
    [
      '',
      { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: everything },
    ],
    ['', { method: 'PUT', headers, body: everything }],
    [`/${encodeURIComponent(login)}`, { method: 'POST', headers, body: everything }],
    [`?${new URLSearchParams({ firstName, lastName, mobilePhone }).toString()}`, { headers }],
  ];
  const answers = [];
  for (const [path, init] of wrong) {
    const response = await fetch(`${hookUrl}${path}`, init);
    if (response.ok) throw new Error(`${init.method ?? 'GET'} ${path} was taken`);
    answers.push(JSON.stringify([...response.headers]) + (await response.text()));
  }
  return answers;
}
