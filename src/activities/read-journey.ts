import type { AuditRecord } from '../audit/read-records.js';
import { erasure } from '../audit/verify-chains.js';
import type { AttentionReason } from '../contract/attention.js';
import {
  nameOfEnrolledMail,
  type EarlierEnrollment,
  type EndedJourney,
} from '../contract/earlier-enrollment.js';
import type { CompletionEvidence } from '../contract/pre-enroll-user.js';
import { preEnrollUserWorkflowId } from '../contract/workflow-ids.js';

/** Where a person's journey stands, as far as it is recorded: nothing where none has begun, or the last one was completed. */
export interface Journey {
  earlier?: EarlierEnrollment;
  ended?: EndedJourney;
}

/** The fact by which a run records how it ended. */
export const journeyEnded = 'ended';

/**
 * Reads a user's records, oldest first. Only what has come after the end of the journey before counts, and after an erasure. A mail whose intent has no
 * outcome has not gone out for certain: it counts as not sent.
 */
export function readJourney(userId: string, records: readonly AuditRecord[]): Journey {
  const workflowId = preEnrollUserWorkflowId(userId);
  const intents = new Map<string, AuditRecord>();
  let journey: Journey = {};
  for (const record of records) {
    if (record.action === erasure) journey = {};
    if (record.workflowId !== workflowId) continue;
    if (record.phase === 'intent') intents.set(stepOf(record), record);
    const intent = record.phase === 'outcome' ? intents.get(stepOf(record)) : undefined;
    journey = withRecord(journey, {
      ...record,
      evidence: { ...intent?.evidence, ...record.evidence },
    });
  }
  return journey;
}

/** With the evidence of its intent, if it is an outcome. */
type WholeRecord = Omit<AuditRecord, 'evidence'> & { evidence: Record<string, unknown> };

function withRecord(journey: Journey, record: WholeRecord): Journey {
  const { action, evidence, at } = record;
  if (action === journeyEnded) {
    return { ended: { outcome: evidence['outcome'] as EndedJourney['outcome'], at } };
  }
  if (action === 'removeFromGroup' && evidence['group'] === 'A' && isDone(record)) {
    // Whoever was believed was completed; all others were taken back, and the run may not have come to say so.
    if (journey.earlier?.believed !== undefined) return {};
    return { ended: { outcome: journey.earlier?.undo ? 'undone' : 'expired', at } };
  }
  const note = notes[action];
  if (note === undefined) return journey;
  const earlier = journey.earlier ?? nothingYet();
  note(earlier, record);
  return { earlier };
}

function nothingYet(): EarlierEnrollment {
  return {
    ...{ enrollments: [], mails: {}, toldEnrollments: 0, resends: 0 },
    ...{ accepted: [], phoneCorrected: false },
  };
}

type Note = (earlier: EarlierEnrollment, record: WholeRecord) => void;

const notes: Readonly<Record<string, Note>> = {
  addToGroup(earlier, record) {
    const { evidence, at, actor, reason } = record;
    if (evidence['group'] === 'A') {
      if (isDone(record)) earlier.groupASince ??= at;
      return;
    }
    const operator = actor.kind === 'operator' ? (actor.id ?? 'unknown') : undefined;
    earlier.believed ??= {
      evidence: {
        ...(evidence['completion'] as CompletionEvidence),
        ...(operator !== undefined && { operator }),
        ...(operator !== undefined && reason !== undefined && { reason }),
      },
    };
    if (isDone(record)) earlier.believed.groupBSince ??= at;
  },

  enrollSms(earlier, record) {
    const { factorId, origin } = record.evidence as Record<string, string | undefined>;
    if (!isDone(record) || factorId === undefined) return;
    if (earlier.enrollments.at(-1)?.factorId === factorId) return;
    const isFound = origin === 'found';
    earlier.enrollments.push({ factorId, origin: isFound ? origin : 'enrolled', at: record.at });
  },

  unenrollSms(earlier, record) {
    if (isDone(record)) Object.assign(earlier, { enrollments: [], toldEnrollments: 0 });
  },

  activateUser(earlier, record) {
    const { at, phase, evidence } = record;
    const wasActivated = evidence['wasActivated'] === true;
    if (phase === 'intent') earlier.activation ??= { begun: at, at, wasActivated };
    else if (!isDone(record)) delete earlier.activation;
    else if (earlier.activation?.at === earlier.activation?.begun) {
      Object.assign(earlier.activation ?? {}, { at });
    }
  },

  sendMfaEnrolledMail(earlier, record) {
    const { enrollment = 1 } = record.evidence as { enrollment?: number };
    earlier.toldEnrollments = Math.max(earlier.toldEnrollments, enrollment);
    noteMail(earlier, record, nameOfEnrolledMail(enrollment));
  },

  sendReminder(earlier, record) {
    const { reminder } = record.evidence as { reminder?: string };
    if (reminder === undefined) return;
    const [, asked] = /^activation-again-(\d+)$/.exec(reminder) ?? [];
    if (asked !== undefined) earlier.resends = Math.max(earlier.resends, Number(asked));
    noteMail(earlier, record, reminder);
  },

  sendEscalation(earlier, record) {
    const { to } = record.evidence as { to?: string };
    if (to !== undefined) noteMail(earlier, record, `escalation-to-${to}`);
  },

  resume(earlier, { evidence }) {
    const accepted = evidence['accepted'] as AttentionReason | undefined;
    if (accepted === undefined || isRefused(evidence) || acceptedOnce.has(accepted)) return;
    earlier.accepted = [...new Set([...earlier.accepted, accepted])];
  },

  correctPhone(earlier, { evidence }) {
    if (!isRefused(evidence)) earlier.phoneCorrected = true;
  },

  undo(earlier, { evidence, actor, reason }) {
    if (isRefused(evidence)) return;
    earlier.undo = { operator: actor.id ?? 'unknown', reason: reason ?? 'unknown' };
  },
};

/** What is accepted is done then, and is over: an enrollment, or nothing more. */
const acceptedOnce: ReadonlySet<AttentionReason> = new Set([
  'phone-changed',
  'factor-lost',
  'mail-bounced',
]);

function noteMail({ mails }: EarlierEnrollment, record: WholeRecord, name: string): void {
  if (isDone(record)) mails[name] ??= record.at;
}

function isDone({ phase, result }: Pick<AuditRecord, 'phase' | 'result'>): boolean {
  return phase === 'outcome' && result === 'done';
}

function isRefused(evidence: Record<string, unknown>): boolean {
  return evidence['refused'] !== undefined;
}

/** What an intent and its outcome have in common. */
function stepOf({ key }: AuditRecord): string {
  return key.slice(0, key.lastIndexOf('/'));
}
