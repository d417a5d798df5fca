import { sleep } from '@temporalio/workflow';
import type { OktaEvent } from '../../contract/okta-event.js';
import type { Assessment, ReactToFactorActivationInput } from '../../contract/reaction.js';
import { assessments } from '../activities.js';
import { patiently } from './patiently.js';
import type { ReactionRecord } from './reaction-record.js';

/** Between looks for an event that the System Log does not show yet: ever longer, up to a minute. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/** Looks once at what the System Log has of the act and the run has not looked at yet. */
export function assessActivation(
  record: ReactionRecord,
  { windowMs }: Pick<ReactToFactorActivationInput, 'windowMs'>,
  event: OktaEvent,
): Promise<Assessment> {
  const { userId } = event;
  return patiently(record, () =>
    assessments.assessActivation({ userId, event, windowMs, seen: record.assessed }),
  );
}

/** The same, and an event that is late is waited for, as long as there is patience. */
export async function confirmActivation(
  record: ReactionRecord,
  settings: Pick<ReactToFactorActivationInput, 'windowMs' | 'patienceMs'>,
  event: OktaEvent,
): Promise<Assessment> {
  const until = Date.now() + settings.patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    const assessment = await assessActivation(record, settings, event);
    const left = until - Date.now();
    if (assessment.found || left <= 0) return assessment;
    await sleep(Math.min(pause, left));
  }
}
