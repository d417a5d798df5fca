import type { AttentionReason } from '../contract/attention.js';
import type { OperatorRequest, Refusal } from '../contract/operator.js';
import type {
  EnrollmentStage,
  PreEnrollUserResult,
  PreEnrollUserStatus,
} from '../contract/pre-enroll-user.js';
import type { OperatorAction } from './operator-action.js';

/** What the commands need of Temporal: the runs of `preEnrollUser`, seen and asked from outside. */
export interface HireRuns {
  /**
   * The runs that a query of Temporal's visibility finds, as Temporal lists them. Needs no worker, and is some seconds behind.
   *
   * @throws QueryRefusedError if Temporal does not understand the query
   */
  list(query: string): AsyncIterable<Hire>;
  /** The latest run of a user, running or ended. Needs no worker. Undefined if Temporal keeps none. */
  find(userId: string): Promise<HireRun | undefined>;
  /** What the run says about itself. A worker answers; without one it is known after five seconds. */
  ask(userId: string): Promise<RunAnswer>;
  /** How a run ended that has `COMPLETED`. Needs no worker. */
  readResult(userId: string): Promise<PreEnrollUserResult>;
  /** Asks the run for something. Every answer, also that there is none, is an outcome. */
  act(userId: string, action: OperatorAction, how?: { bySignal: boolean }): Promise<ActOutcome>;
}

/** A run as a list shows it, from its search attributes. */
export interface Hire {
  userId: string;
  workflowId: string;
  /** A worker of a later version may know more of them. */
  stage: EnrollmentStage | (string & {});
  reason?: AttentionReason | (string & {});
  /** Since when it is in the stage. */
  since: Date;
  /** The day of the hire, or whatever the hires are counted by. */
  batch?: string;
}

/** A run as Temporal describes it. */
export interface HireRun extends Hire {
  /** Temporal's word: `RUNNING`, `COMPLETED`, `TERMINATED`, … */
  runStatus: string;
  startedAt: Date;
  closedAt?: Date;
  /** Who started it by hand, and why; absent where Okta's event or the sweep did. */
  startedBy?: OperatorRequest;
  /** What is tried at the moment, or waits to be tried again. */
  pending: PendingActivity[];
  /** How often the workflow task was tried: more than once, and the workflow code fails. */
  workflowTaskAttempts?: number;
}

export interface PendingActivity {
  activity: string;
  attempt: number;
  /** Why the last try failed. */
  lastFailure?: { type?: string; message: string };
  nextTryAt?: Date;
}

/** `unanswered` tells why in a few words. */
export type RunAnswer = { status: PreEnrollUserStatus } | { unanswered: string };

/**
 * What became of a request. `sent`: it is on its way, and the run takes it when a worker is there. `not-running`: the run has ended, or
 * there never was one.
 */
export type ActOutcome =
  | { outcome: 'done'; status: PreEnrollUserStatus }
  | { outcome: 'sent' }
  | { outcome: 'refused'; refusal: Refusal | (string & {}) }
  | { outcome: 'not-running' }
  | { outcome: 'failed'; because: FailureCause; problem: string };

/** The first two will stop every other hire too. */
type FailureCause = 'no-worker' | 'temporal-unreachable' | 'other';
