import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import type { ReceivedMail } from '../../okta-emulator/mailbox/received-mail.js';
import { oktaUserId } from '../../src/contract/search-attributes.js';
import { kindOf, type Hire, type OktaOrg } from '../end-to-end/support/okta-org.js';
import { countCutMails } from './arm-faults.js';
import type {
  Facts,
  Group,
  HireFacts,
  MailFacts,
  MembershipChange,
  RecordedFacts,
  RunFacts,
} from './facts.js';
import { activation, mfaEnrolled } from './judge-mails.js';
import { isNotice } from './judge-reactions.js';

const concurrency = 10;

/** A hire, and how many further factors the person has set up. */
export type ActiveHire = Hire & { acts: number };

/** What is to be seen beside Okta. */
interface Beside {
  recorded: ReadonlyMap<string, RecordedFacts> | undefined;
  tickets: readonly { text: string }[];
}

/** Asks Okta, the mailbox and Temporal's visibility for what there is to see; never the product itself. */
export async function collectFacts(
  okta: OktaOrg,
  client: Client,
  hires: readonly ActiveHire[],
  { recorded, tickets }: Beside,
): Promise<Pick<Facts, 'hires' | 'runs' | 'cutMails'>> {
  const cutMails = await countCutMails(okta);
  // What is asked from here on, Okta answers as it is.
  await okta.control('DELETE', '/faults');
  const journal = await okta.control<JournalEntry[]>('GET', '/journal');
  const changes = membershipChanges(okta, journal);
  const others = otherEffects(journal);
  const mails = await mailsByAddress(okta);
  return {
    cutMails,
    runs: await listRuns(client),
    hires: await pMap(
      hires,
      async (hire): Promise<HireFacts> => {
        const { userId, acts } = hire;
        const { groups, smsFactors } = await okta.enrollmentOf(hire);
        const ofHire = changes.get(userId) ?? [];
        const mailed = mailsOf(hire, mails);
        const ticketed = tickets.filter(({ text }) => text.includes(userId)).length;
        return {
          ...{ userId, acts, tickets: ticketed },
          effects: {
            ...{ ...moves(ofHire), ...others.get(userId), ...notices(mailed) },
            openReactionTicket: ticketed,
          },
          recorded: recorded && (recorded.get(userId) ?? {}),
          groups: groups as Group[],
          activeSmsFactors: smsFactors.filter((status) => status === 'ACTIVE').length,
          changes: ofHire,
          mails: mailed,
        };
      },
      { concurrency },
    ),
  };
}

interface JournalEntry {
  method: string;
  path: string;
  /** Missing if no answer went out. */
  status?: number;
}

/** How often each membership was changed, whatever was repeated. */
function moves(changes: readonly MembershipChange[]): Record<string, number> {
  const count = (wanted: MembershipChange['change']) =>
    new Set(changes.filter(({ change }) => change === wanted).map(({ group }) => group)).size;
  return { addToGroup: count('add'), removeFromGroup: count('remove') };
}

/** What else was done to users, by their ids; once each, whatever was repeated. */
function otherEffects(journal: readonly JournalEntry[]): Map<string, Record<string, number>> {
  const found = new Map<string, Record<string, number>>();
  for (const { method, path, status = 200 } of journal) {
    if (method !== 'POST' || status !== 200) continue;
    const [, userId, what] =
      /^\/api\/v1\/users\/(\w+)\/(factors|lifecycle\/activate)(\?|$)/.exec(path) ?? [];
    if (userId === undefined) continue;
    const action = what === 'factors' ? 'enrollSms' : 'activateUser';
    found.set(userId, { ...found.get(userId), [action]: 1 });
  }
  return found;
}

function notices(mails: readonly MailFacts[]): Record<string, number> {
  const sent = (isOfKind: (kind: string) => boolean) =>
    new Set(mails.filter(({ kind }) => isOfKind(kind)).map(({ messageId }) => messageId)).size;
  return {
    sendMfaEnrolledMail: sent((kind) => kind === mfaEnrolled),
    askThePerson: sent(isNotice),
  };
}

function membershipChanges(
  okta: OktaOrg,
  journal: readonly JournalEntry[],
): Map<string, MembershipChange[]> {
  const found = new Map<string, MembershipChange[]>();
  for (const { method, path, status } of journal) {
    const [, groupId, userId] = /^\/api\/v1\/groups\/(\w+)\/users\/(\w+)$/.exec(path) ?? [];
    const group = (['A', 'B'] as const).find((name) => okta.groups[name] === groupId);
    // With any other status nothing was done.
    const mayBeDone = status === undefined || status === 204;
    if (userId === undefined || group === undefined || !mayBeDone) continue;
    const change = method === 'PUT' ? 'add' : 'remove';
    const isConfirmed = status === 204;
    found.set(userId, [...(found.get(userId) ?? []), { change, group, isConfirmed }]);
  }
  return found;
}

async function mailsByAddress(okta: OktaOrg): Promise<Map<string, ReceivedMail[]>> {
  const mails = await okta.control<ReceivedMail[]>('GET', '/mailbox');
  const found = new Map<string, ReceivedMail[]>();
  for (const mail of mails) {
    for (const address of mail.to) found.set(address, [...(found.get(address) ?? []), mail]);
  }
  return found;
}

function mailsOf(
  { login, secondEmail }: Hire,
  mails: ReadonlyMap<string, readonly ReceivedMail[]>,
): MailFacts[] {
  return (['primary', 'secondary'] as const).flatMap((which) =>
    (mails.get(which === 'primary' ? login : secondEmail) ?? []).map((mail) => ({
      kind: nameOf(kindOf(mail), which),
      messageId: mail.messageId,
      takenAt: Date.parse(mail.receivedAt),
    })),
  );
}

function nameOf(kind: string, which: 'primary' | 'secondary'): string {
  if (kind === 'activation') return activation[which];
  return kind === mfaEnrolled && which === 'secondary' ? kind : `${kind}, to the ${which} address`;
}

async function listRuns(client: Client): Promise<RunFacts[]> {
  const runs: RunFacts[] = [];
  for await (const run of client.workflow.list()) {
    const { type, workflowId, runId, status, typedSearchAttributes } = run;
    runs.push({
      ...{ type, workflowId, status: status.name },
      userId: typedSearchAttributes.get(oktaUserId),
      isStuck: status.name === 'RUNNING' && (await isStuck(client, workflowId, runId)),
    });
  }
  return runs;
}

async function isStuck(client: Client, workflowId: string, runId: string): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
  return (raw.pendingWorkflowTask?.attempt ?? 0) > 1;
}
