import { workflowInfo } from '@temporalio/workflow';
import type { ActivationAlert } from '../../activities/reaction-alerts.js';
import type { OktaEvent } from '../../contract/okta-event.js';
import type { AssessedEnrollment, Assessment, ReactionOutcome } from '../../contract/reaction.js';
import { reactions } from '../activities.js';
import { raiseAlert } from './raise-alert.js';
import type { ReactionRecord } from './reaction-record.js';

type Confirmed = Extract<Assessment, { ownerId: string }>;

/** Records what was found of the act, and raises the alert if there is a reason for one. Of one act there is one alert. */
export async function takeIn(
  record: ReactionRecord,
  userId: string,
  { enrollments, population }: Confirmed,
): Promise<void> {
  const chosen = mostSerious(enrollments);
  if (chosen === undefined) return;
  const { status } = record;
  for (const { uuid } of enrollments) record.assess(uuid);
  const { uuid, published, ...classification } = chosen;
  const isAlert =
    classification.decision === 'alert' && status.classification?.decision !== 'alert';
  if (isAlert || status.classification === undefined) status.classification = classification;
  const alert: ActivationAlert = {
    ...{ userId, population, published, classification, eventUuid: uuid },
    ...{ factorType: classification.factor, reactionId: workflowInfo().workflowId },
  };
  status.stage = 'recording';
  const eventUuids = enrollments.map((enrollment) => enrollment.uuid);
  await record.pending('record', () =>
    reactions.recordReaction({ ...alert, outcome: isAlert ? 'alerted' : 'recorded', eventUuids }),
  );
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
  const { workflowId: reactionId } = workflowInfo();
  record.assess(uuid);
  await record.pending('record', () =>
    reactions.recordReaction({
      ...{ userId, published, outcome, reactionId, eventUuid: uuid, eventUuids: [uuid] },
    }),
  );
}

function mostSerious(enrollments: readonly AssessedEnrollment[]): AssessedEnrollment | undefined {
  return enrollments.find(({ decision }) => decision === 'alert') ?? enrollments[0];
}
