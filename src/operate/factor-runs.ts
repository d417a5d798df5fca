import {
  ApplicationFailure,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import {
  cancelFactorUpdate,
  factorActivationQuery,
  factorStatusQuery,
  resendCodeUpdate,
  submitPassCodeUpdate,
  type EnrollAndActivateFactor,
  type EnrollAndActivateFactorInput,
  type FactorRefusal,
  type FactorRefusalDetails,
  type FactorStatus,
  type PassCode,
} from '../contract/enroll-and-activate-factor.js';
import { failureType } from '../contract/failures.js';
import type { OperatorRequest } from '../contract/operator.js';
import { oktaUserId } from '../contract/search-attributes.js';
import { taskQueue as preenrollQueue } from '../contract/task-queues.js';
import { factorWorkflowId } from '../contract/workflow-ids.js';
import type { ActOutcome } from './hire-runs.js';
import { toOutcome, whyUnanswered } from './to-outcome.js';
import { withinDeadline } from './within-deadline.js';

/** The factor of a user that a run is about. */
export interface FactorTarget {
  userId: string;
  factorType: string;
  provider: string;
}

/** A run as Temporal describes it: no worker is needed. */
export interface FactorRunInfo {
  workflowId: string;
  /** Temporal's word: `RUNNING`, `COMPLETED`, `FAILED`, … */
  runStatus: string;
  startedAt: Date;
}

/** `unanswered` tells why in a few words. */
export type FactorAnswer = { status: FactorStatus } | { unanswered: string };

export type FactorAct =
  | { act: 'submit'; passCode: PassCode }
  | { act: 'resend' }
  | { act: 'cancel'; request: OperatorRequest };

/** What became of a request to a run. */
export type FactorOutcome =
  | { outcome: 'done'; status: FactorStatus }
  | ({ outcome: 'refused'; refusal: FactorRefusal; explanation: string } & FactorRefusalDetails)
  | Extract<ActOutcome, { outcome: 'not-running' | 'failed' }>;

const askWithinMs = 5_000;
/** A run answers when Okta has. */
const actWithinMs = 30_000;

/**
 * Starts the run of a factor. While one of the kind is running for the user nothing is started; once it has ended, another may follow.
 *
 * @throws every error of the client but that one
 */
export async function startFactorRun(
  client: Client,
  input: EnrollAndActivateFactorInput,
  taskQueue = preenrollQueue,
): Promise<'started' | 'running'> {
  const { userId, factorType, provider, operator, reason } = input;
  try {
    await withinDeadline(client, () =>
      client.workflow.start<EnrollAndActivateFactor>('enrollAndActivateFactor', {
        ...{ workflowId: factorWorkflowId(userId, factorType, provider), taskQueue },
        args: [input],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        staticSummary: 'Enrolls a factor, and activates it with a code or an approval',
        memo: { operator, reason },
        typedSearchAttributes: [{ key: oktaUserId, value: userId }],
      }),
    );
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'running';
    throw error;
  }
}

/** The latest run of a factor, running or ended. Undefined if Temporal keeps none. */
export async function findFactorRun(
  client: Client,
  target: FactorTarget,
): Promise<FactorRunInfo | undefined> {
  try {
    const { workflowId, status, startTime } = await withinDeadline(client, () =>
      handleOf(client, target).describe(),
    );
    return { workflowId, runStatus: status.name, startedAt: startTime };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** What the run says about itself. A worker answers; without one it is known after five seconds. Throws every other error of the client. */
export async function askFactorRun(client: Client, target: FactorTarget): Promise<FactorAnswer> {
  try {
    const handle = handleOf(client, target);
    const status = await withinDeadline(client, () => handle.query(factorStatusQuery), askWithinMs);
    return { status };
  } catch (error) {
    const unanswered = whyUnanswered(error);
    if (unanswered === undefined) throw error;
    return { unanswered };
  }
}

/** What the person needs to set up the app, encrypted; undefined where there is nothing, or nothing any more. */
export async function readFactorActivation(
  client: Client,
  target: FactorTarget,
): Promise<string | undefined> {
  const handle = handleOf(client, target);
  const answer = await withinDeadline(
    client,
    () => handle.query(factorActivationQuery),
    askWithinMs,
  );
  return answer?.encrypted;
}

/** Asks the run for something. Every answer, also that there is none, is an outcome. */
export async function actOnFactorRun(
  client: Client,
  target: FactorTarget,
  act: FactorAct,
): Promise<FactorOutcome> {
  const handle: WorkflowHandle = handleOf(client, target);
  const update = (name: string, argument: unknown = null) =>
    handle.executeUpdate<FactorStatus, [unknown]>(name, { args: [argument] });
  const asked = () => {
    switch (act.act) {
      case 'submit':
        return update(submitPassCodeUpdate.name, { passCode: act.passCode });
      case 'resend':
        return update(resendCodeUpdate.name);
      case 'cancel':
        return update(cancelFactorUpdate.name, act.request);
    }
  };
  try {
    return { outcome: 'done', status: await withinDeadline(client, asked, actWithinMs) };
  } catch (error) {
    return toRefusal(error) ?? (toOutcome(error) as FactorOutcome);
  }
}

function handleOf(client: Client, { userId, factorType, provider }: FactorTarget) {
  const workflowId = factorWorkflowId(userId, factorType, provider);
  return client.workflow.getHandle<EnrollAndActivateFactor>(workflowId);
}

function toRefusal(error: unknown): FactorOutcome | undefined {
  if (!(error instanceof WorkflowUpdateFailedError)) return undefined;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure) || cause.type !== failureType.refused) {
    return undefined;
  }
  const [refusal, details] = (cause.details ?? []) as [FactorRefusal?, FactorRefusalDetails?];
  return refusal && { outcome: 'refused', refusal, explanation: cause.message, ...details };
}
