import type { ActivationAlert } from '../../activities/reaction-alerts.js';
import type { OktaEvent } from '../../contract/okta-event.js';
import type { AssessedEnrollment, Assessment, ReactionOutcome } from '../../contract/reaction.js';
import { reactions } from '../activities.js';
import { raiseAlert } from './raise-alert.js';
import type { ReactionRecord } from './reaction-record.js';

/** What an assessment says of an act. */
export type Act = Extract<Assessment, { ownerId: string }>;

/**
 * Records what was found of the act, and raises the alert if there is a reason for one. Of one act there is one alert. What we did ourselves is neither recorded nor
 * alerted.
 */
export async function takeIn(
  record: ReactionRecord,
  userId: string,
  { enrollments, population }: Act,
): Promise<void> {
  const { status } = record;
  for (const { uuid } of enrollments) record.assess(uuid);
  const others = enrollments.filter(({ actorKind }) => actorKind !== 'preenroll');
  if (others.length < enrollments.length) record.note('own');
  const chosen = mostSerious(others);
  if (chosen === undefined) return;
  const { uuid, published, actorId, ...classification } = chosen;
  const isAlert =
    classification.decision === 'alert' && status.classification?.decision !== 'alert';
  const outcome = isAlert ? 'alerted' : 'recorded';
  if (isAlert || status.classification === undefined) status.classification = classification;
  const alert: ActivationAlert = {
    ...{ userId, population, published, classification, eventUuid: uuid },
    ...{ factorType: classification.factor, reactionId: record.reactionId },
  };
  status.stage = 'recording';
  const eventUuids = others.map((enrollment) => enrollment.uuid);
  await record.pending('record', () =>
    reactions.recordReaction({
      ...{ ...alert, outcome, eventUuids },
      ...(actorId !== undefined && { actorId }),
    }),
  );
  record.note(outcome);
  if (isAlert) {
    status.stage = 'alerting';
    await raiseAlert(record, alert);
  }
  status.stage = 'collecting';
}

/** Records that nothing is done about an event. */
export async function recordAlone(
  record: ReactionRecord,
  outcome: ReactionOutcome,
  { userId, uuid, published }: OktaEvent,
): Promise<void> {
  const { reactionId } = record;
  record.assess(uuid);
  await record.pending('record', () =>
    reactions.recordReaction({
      ...{ userId, published, outcome, reactionId, eventUuid: uuid, eventUuids: [uuid] },
    }),
  );
  record.note(outcome);
}

function mostSerious(enrollments: readonly AssessedEnrollment[]): AssessedEnrollment | undefined {
  return enrollments.find(({ decision }) => decision === 'alert') ?? enrollments[0];
}
