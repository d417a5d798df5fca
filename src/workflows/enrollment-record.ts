import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { attention, type AttentionReason } from '../contract/attention.js';
import {
  statusQuery,
  type EnrollmentStage,
  type PreEnrollUserStatus,
} from '../contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  oktaUserId,
  stageSince,
} from '../contract/search-attributes.js';

/** Where the run stands, told in three places at once: the status query, the search attributes, and the Temporal UI. */
export interface EnrollmentRecord {
  readonly status: PreEnrollUserStatus;
  /** @param waitingFor in plain words, without personal data */
  enter(stage: EnrollmentStage, waitingFor: string): void;
  /** Tells more exactly what the current stage waits for. */
  waitFor(waitingFor: string): void;
  /** Parks under a reason; {@link EnrollmentRecord.enter} ends it. */
  park(reason: AttentionReason): void;
  /** Notes what was done. */
  did(step: string): void;
}

export function openRecord(userId: string): EnrollmentRecord {
  const status: PreEnrollUserStatus = {
    userId,
    stage: 'preparing',
    since: new Date().toISOString(),
    waitingFor: 'Okta to tell about the user',
    steps: [],
  };
  setHandler(statusQuery, () => status);

  function publish(): void {
    upsertSearchAttributes([
      { key: oktaUserId, value: userId },
      { key: enrollmentStage, value: status.stage },
      { key: attentionReason, value: status.attention?.reason ?? null },
      { key: stageSince, value: new Date(status.since) },
    ]);
    setCurrentDetails(describe(status));
  }

  return {
    status,
    enter(stage, waitingFor) {
      delete status.attention;
      Object.assign(status, { stage, waitingFor, since: new Date().toISOString() });
      publish();
    },
    waitFor(waitingFor) {
      status.waitingFor = waitingFor;
      setCurrentDetails(describe(status));
    },
    park(reason) {
      const { explanation, action } = attention[reason];
      const waitingFor = 'a person to repair what is wrong';
      Object.assign(status, {
        ...{ stage: 'needs-attention', waitingFor, since: new Date().toISOString() },
        attention: { reason, explanation, action },
      });
      publish();
    },
    did(step) {
      status.steps.push({ step, at: new Date().toISOString() });
      setCurrentDetails(describe(status));
    },
  };
}

/** What to press in the stages that can take days. */
const press: Partial<Record<EnrollmentStage, string>> = {
  'awaiting-activation':
    'If the person has signed in with the phone and nothing happens, send the signal `activated` with `{"source":"operator","operator":"<you>","reason":"<why>","force":true}`.',
};

function describe({
  userId,
  stage,
  since,
  waitingFor,
  attention,
  steps,
}: PreEnrollUserStatus): string {
  return [
    `**${stage}** since ${since}: Okta user \`${userId}\` waits for ${waitingFor}.`,
    attention && `**What is wrong** (\`${attention.reason}\`): ${attention.explanation}`,
    attention && `**What to do**: ${attention.action}`,
    press[stage] && `**What to press**: ${press[stage]}`,
    steps.length > 0 && steps.map(({ step, at }) => `- ${at} ${step}`).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
