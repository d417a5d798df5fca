import type { JournalEntry } from '../../okta-emulator/journal.js';
import type { ReceivedMail } from '../../okta-emulator/mailbox/received-mail.js';
import { linkPattern } from '../../okta-emulator/pages/play-hire.js';
import {
  dispatchDeliveryWorkflowId,
  preEnrollUserWorkflowId,
} from '../../src/contract/workflow-ids.js';
import { enrolled, type Hire, type OktaOrg } from '../end-to-end/support/okta-org.js';
import type { Facts } from './facts.js';
import { readHistories } from './look/histories.js';
import { refusesWithoutProof } from './look/tokens.js';
import type { World } from './start-world.js';

type Collected = Pick<
  Facts,
  'completed' | 'payloads' | 'leaks' | 'okta' | 'hooks' | 'runs' | 'audit'
>;

/** Asks Okta, the mail server, Temporal's histories and the audit store, when all is over. */
export async function collectFacts(world: World, hires: readonly Hire[]): Promise<Collected> {
  const { okta, client, audit, processes, secrets } = world;
  const histories = await readHistories(client);
  const personal = await personalData(okta, hires);
  const logs = Buffer.from(processes.gateway.output() + processes.worker.output());
  const found = (where: Buffer, what: readonly string[]) =>
    what.filter((text) => where.includes(text)).length;

  let completed = 0;
  let extraMails = 0;
  for (const hire of hires) {
    const outcome = await okta.outcomeOf(hire);
    if (JSON.stringify(outcome) === JSON.stringify(enrolled)) completed += 1;
    const { primaryMails, secondaryMails } = outcome;
    for (const mails of [primaryMails, secondaryMails])
      extraMails += mails.length - new Set(mails).size;
  }
  const deliveries = await okta.control<Delivered[]>('GET', '/hook-deliveries');
  const expected = new Set([
    ...hires.map(({ userId }) => preEnrollUserWorkflowId(userId)),
    ...deliveries.map(({ eventId }) => dispatchDeliveryWorkflowId(eventId)),
  ]);
  const caused = histories.runs.filter(({ type }) => !ownTypes.includes(type));
  return {
    completed,
    payloads: { encrypted: histories.encryptedPayloads, readable: histories.readablePayloads },
    leaks: {
      histories: found(histories.bytes, [...personal, ...secrets]),
      logs: found(logs, [...personal, ...secrets]),
    },
    okta: await oktaFacts(world),
    hooks: hookFacts(deliveries),
    runs: {
      ofNobody: caused
        .filter(({ workflowId }) => !expected.has(workflowId))
        .map(({ workflowId, type }) => `${type} ${workflowId}`),
      duplicates: caused.length - new Set(caused.map(({ workflowId }) => workflowId)).size,
      extraMails,
    },
    audit: audit && { users: await audit.auditedUsers() },
  };
}

/** What runs by the clock, and for nobody in particular. The others are caused by deliveries: of hires, and of Okta's larger deliveries. */
const ownTypes = ['reconcileSystemLog', 'sweepGroupA', 'checkDrift', 'readOktaLimits'];

/** What of the hires must be in no history and in no log. */
async function personalData(okta: OktaOrg, hires: readonly Hire[]): Promise<string[]> {
  const mails = await okta.control<ReceivedMail[]>('GET', '/mailbox');
  const tokens = mails.flatMap(({ text }) => linkPattern.exec(text)?.[0].split('/') ?? []);
  return [
    ...hires.flatMap(({ login, secondEmail }) => [login, secondEmail]),
    ...hires.map((_, at) => `1415${2_000_000 + at + 1}`),
    ...tokens.filter(({ length }) => length > 15),
  ];
}

async function oktaFacts({ okta, app }: World): Promise<Facts['okta']> {
  const journal = await okta.control<JournalEntry[]>('GET', '/journal');
  const ofApi = journal.filter(({ path }) => path.startsWith('/api/'));
  return {
    requests: countBy(ofApi.map(({ scheme }) => scheme ?? 'none')),
    changes: countBy(
      ofApi
        .filter(({ method, path }) => method !== 'GET' && productChanges.test(path))
        .map(({ scheme }) => scheme ?? 'none'),
    ),
    tokensWithoutProofRefused: await refusesWithoutProof(okta.url, app),
  };
}

/** What only the product does in the org: the administrator here makes users and the hook. */
const productChanges = /\/factors|\/lifecycle\/activate|\/groups\/[^/]+\/users\//;

interface Delivered {
  eventId: string;
  status?: number;
  started: string;
  finished: string;
}

function hookFacts(deliveries: readonly Delivered[]): Facts['hooks'] {
  const took = deliveries.map(
    ({ started, finished }) => Date.parse(finished) - Date.parse(started),
  );
  return {
    deliveries: deliveries.length,
    unanswered: deliveries.filter(({ status }) => status === undefined).length,
    slowestMs: Math.max(...took),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
