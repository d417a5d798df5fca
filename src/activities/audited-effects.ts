import { userStream, type AuditEntry, type AuditStore } from '../audit/audit-store.js';
import type { Evidence } from '../audit/evidence.js';
import type { OperatorAct } from '../contract/operator.js';
import { readRequest } from '../contract/operator-request.js';

/** What an activity with an effect may tell the audit in its one argument; it tells what it knows. */
interface AuditedInput {
  userId?: string;
  population?: string;
  factorType?: string;
  provider?: string;
  eventUuid?: string;
  operator?: string;
  reason?: string;
  acts?: readonly OperatorAct[];
}

interface AuditedEffect {
  /** Where the input does not say it. */
  factor?: string;
  /** Members of the input, and of the result, that go into the evidence as they are: ids, times and closed sets of words. */
  input?: readonly string[];
  result?: readonly string[];
  /** Whether it is done once for a workflow id: what a run has done that was lost with Temporal's database is not done again. */
  isOnce?: true;
}

/**
 * What is recorded of each activity that changes something, by its name: an intent before it and an outcome after it. Who does not stand here is not
 * recorded; a test holds the table against the list of what a freeze holds back.
 */
export const auditedEffects: Readonly<Record<string, AuditedEffect>> = {
  addToGroup: { input: ['group', 'completion'] },
  removeFromGroup: { input: ['group'] },
  enrollSms: { factor: 'sms:OKTA', result: ['factorId', 'origin'] },
  unenrollSms: { factor: 'sms:OKTA', result: ['unenrolled'] },
  activateUser: { input: ['wasActivated'] },
  sendMfaEnrolledMail: { input: ['enrollment'] },
  sendReminder: { input: ['reminder'], result: ['sent', 'because'] },
  sendEscalation: { input: ['to'], result: ['sent', 'because'] },
  enrollFactor: { result: ['factorId', 'refused'] },
  activateFactor: {
    input: ['factorId'],
    result: ['factorId', 'activatedStatus', 'refused', 'codeRefused'],
  },
  resendFactorCode: { input: ['factorId'], result: ['refused', 'tooSoon'] },
  awaitPush: { input: ['factorId'], result: ['factorId', 'activatedStatus', 'refused'] },
  unenrollPendingFactor: { input: ['factorId'], result: ['left'] },
  openReactionTicket: { input: ['reactionId'], result: ['ticket'], isOnce: true },
  askThePerson: { input: ['reactionId'], result: ['outcome'], isOnce: true },
  tellSecurity: { input: ['reactionId'], result: ['outcome'], isOnce: true },
  postToChat: { input: ['reactionId'], result: ['outcome'], isOnce: true },
  writeStormTicket: { input: ['stormId'], result: ['ticket'] },
  mailOfStorm: { input: ['stormId'] },
  postStormToChat: { input: ['stormId'] },
  sendDriftMail: { input: ['at'], result: ['sent'] },
};

type Described = Pick<
  AuditEntry,
  'stream' | 'actor' | 'userId' | 'population' | 'factor' | 'eventUuid' | 'reason'
>;

/** Who and what the effect is about, as far as its input tells. Without a user it goes into the stream `org`. */
export function describeEffect(activityType: string, input: unknown): Described {
  const told = toAudited(input);
  const { userId, population, eventUuid } = told;
  const factor = factorOf(told) ?? auditedEffects[activityType]?.factor;
  return {
    stream: streamOf(userId),
    ...askedBy(told),
    ...(userId !== undefined && { userId }),
    ...(population !== undefined && { population }),
    ...(factor !== undefined && { factor }),
    ...(eventUuid !== undefined && { eventUuid }),
  };
}

/** Whether the result says that nothing came of it, although the activity went well: a refusal that its run goes on with. */
export function isRefusal(result: unknown): boolean {
  if (typeof result !== 'object' || result === null) return false;
  return ['refused', 'codeRefused', 'tooSoon'].some((name) => name in result);
}

/** What an earlier run under the same workflow id has done of what is done once: its result, as far as it is recorded. Undefined if it is to be done. */
export async function findDone(
  store: Pick<AuditStore, 'read'>,
  activityType: string,
  { userId, workflowId }: { userId?: string; workflowId: string },
): Promise<Evidence | undefined> {
  const effect = auditedEffects[activityType];
  if (effect?.isOnce !== true || userId === undefined) return undefined;
  const done = (await store.read(userId)).find(
    (record) =>
      record.workflowId === workflowId &&
      record.action === activityType &&
      record.result === 'done',
  );
  return done && (evidenceIn(activityType, 'result', done.evidence ?? {}) ?? {});
}

/** What of the input, or of the result, is evidence. */
export function evidenceIn(
  activityType: string,
  of: 'input' | 'result',
  value: unknown,
): Evidence | undefined {
  const names = auditedEffects[activityType]?.[of] ?? [];
  if (typeof value !== 'object' || value === null) return undefined;
  const members = Object.entries(value as Evidence).filter(
    ([name, member]: [string, unknown]) => names.includes(name) && member !== undefined,
  );
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/**
 * What operators did to the run since it began: facts, recorded with the next effect. An act behind which there is no effect has changed nothing.
 *
 * @returns entries of the same keys each time
 */
export function operatorActs(input: unknown, workflowId: string): AuditEntry[] {
  const { acts = [], userId, population } = toAudited(input);
  return acts.map(({ act, operator, reason, at, accepted, refused }) => ({
    key: [workflowId, 'act', at, act, operator].join('/'),
    stream: streamOf(userId),
    ...{ phase: 'fact', action: act, at: new Date(at), workflowId, reason },
    actor: { kind: 'operator', id: operator },
    ...(userId !== undefined && { userId }),
    ...(population !== undefined && { population }),
    ...((accepted ?? refused) !== undefined && {
      evidence: { ...(accepted && { accepted }), ...(refused && { refused }) },
    }),
  }));
}

/** A signal can bring anything as a name or a reason: what may not be written down is left out. */
function askedBy({ operator, reason }: AuditedInput): Pick<AuditEntry, 'actor' | 'reason'> {
  if (operator === undefined) {
    return { actor: { kind: 'preenroll' }, ...(reason !== undefined && { reason }) };
  }
  const read = readRequest({ operator, reason: reason ?? 'none' });
  if ('refused' in read) return { actor: { kind: 'operator' }, reason: `(${read.refused})` };
  return {
    actor: { kind: 'operator', id: operator },
    ...(reason !== undefined && { reason }),
  };
}

function streamOf(userId: string | undefined): string {
  return userId === undefined ? 'org' : userStream(userId);
}

/** Where there is no provider, `factorType` is what an event calls the factor. */
function factorOf({ factorType, provider }: AuditedInput): string | undefined {
  return factorType !== undefined && provider !== undefined
    ? `${factorType}:${provider}`
    : factorType;
}

function toAudited(input: unknown): AuditedInput {
  return typeof input === 'object' && input !== null ? input : {};
}
