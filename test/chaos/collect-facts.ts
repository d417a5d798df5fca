import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import type { ReceivedMail } from '../../okta-emulator/mailbox/received-mail.js';
import { oktaUserId } from '../../src/contract/search-attributes.js';
import { kindOf, type Hire, type OktaOrg } from '../end-to-end/support/okta-org.js';
import { countCutMails } from './arm-faults.js';
import type { Facts, Group, HireFacts, MailFacts, MembershipChange, RunFacts } from './facts.js';
import { activation, mfaEnrolled } from './judge-mails.js';

const concurrency = 10;

/** Asks Okta, the mailbox and Temporal's visibility for what there is to see; never the product itself. */
export async function collectFacts(
  okta: OktaOrg,
  client: Client,
  hires: readonly Hire[],
): Promise<Pick<Facts, 'hires' | 'runs' | 'cutMails'>> {
  const cutMails = await countCutMails(okta);
  // What is asked from here on, Okta answers as it is.
  await okta.control('DELETE', '/faults');
  const changes = await membershipChanges(okta);
  const mails = await mailsByAddress(okta);
  return {
    cutMails,
    runs: await listRuns(client),
    hires: await pMap(
      hires,
      async (hire): Promise<HireFacts> => {
        const { groups, smsFactors } = await okta.enrollmentOf(hire);
        return {
          userId: hire.userId,
          groups: groups as Group[],
          activeSmsFactors: smsFactors.filter((status) => status === 'ACTIVE').length,
          changes: changes.get(hire.userId) ?? [],
          mails: mailsOf(hire, mails),
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

async function membershipChanges(okta: OktaOrg): Promise<Map<string, MembershipChange[]>> {
  const journal = await okta.control<JournalEntry[]>('GET', '/journal');
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
