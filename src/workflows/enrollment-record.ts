import { setCurrentDetails, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { attention, type AttentionReason } from '../contract/attention.js';
import {
  statusQuery,
  type CarriedEnrollment,
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
  /** What the steps have brought, by name. */
  readonly results: Record<string, unknown>;
  /**
   * Does nothing where an earlier run of the chain has entered the stage already.
   *
   * @param waitingFor in plain words, without personal data
   */
  enter(stage: EnrollmentStage, waitingFor: string): void;
  /** Tells more exactly what the current stage waits for. */
  waitFor(waitingFor: string): void;
  /** Parks under a reason. Returns what ends it, and goes back to the stage before. */
  park(reason: AttentionReason): () => void;
  /** Notes what was done, and what it has brought. */
  did(step: string, result: unknown): void;
  /** True if the step was done, by this run or by an earlier one of the chain. */
  hasDone(step: string): boolean;
}

export function openRecord(
  userId: string,
  carried?: Pick<CarriedEnrollment, 'status' | 'results'>,
): EnrollmentRecord {
  const status: PreEnrollUserStatus = carried?.status ?? {
    userId,
    stage: 'preparing',
    since: new Date().toISOString(),
    waitingFor: 'Okta to tell about the user',
    steps: [],
  };
  setHandler(statusQuery, () => status);

  const results = carried?.results ?? {};
  // Unlike the search attributes, Temporal does not carry them over.
  if (carried) setCurrentDetails(describe(status));

  function publish(): void {
    upsertSearchAttributes([
      { key: oktaUserId, value: userId },
      { key: enrollmentStage, value: status.stage },
      { key: attentionReason, value: status.attention?.reason ?? null },
      { key: stageSince, value: new Date(status.since) },
    ]);
    setCurrentDetails(describe(status));
  }

  function change(to: Pick<PreEnrollUserStatus, 'stage' | 'waitingFor' | 'attention'>): void {
    delete status.attention;
    Object.assign(status, to, { since: new Date().toISOString() });
    publish();
  }

  return {
    status,
    results,
    enter(stage, waitingFor) {
      const entered = inOrder.slice(0, inOrder.indexOf(status.stage) + 1);
      if (!entered.includes(stage)) change({ stage, waitingFor });
    },
    waitFor(waitingFor) {
      status.waitingFor = waitingFor;
      setCurrentDetails(describe(status));
    },
    park(reason) {
      const { stage, waitingFor } = status;
      const { explanation, action } = attention[reason];
      change({
        stage: 'needs-attention',
        waitingFor: 'a person to repair what is wrong',
        attention: { reason, explanation, action },
      });
      return () => {
        change({ stage, waitingFor });
      };
    },
    did(step, result) {
      status.steps.push({ step, at: new Date().toISOString() });
      if (result !== undefined) results[step] = result;
      setCurrentDetails(describe(status));
    },
    hasDone: (step) => status.steps.some((done) => done.step === step),
  };
}

/** The stages that a hire goes through. Each run of a chain begins the procedure at the top, and enters only what comes next. */
const inOrder: EnrollmentStage[] = [
  'preparing',
  'pre-enrolling',
  'awaiting-activation',
  'switching-groups',
  'completed',
];

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
