import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { OperatorRequest } from './operator.js';

/**
 * The one switch: while the workflow `freeze` runs under this id, no activity changes anything in the world. What would have been done is tried
 * again until it may be, so nothing is lost.
 */
export const freezeWorkflowId = 'freeze';

/** Who froze, and why; also the memo of the run, which is readable without a worker. */
export type FreezeInput = OperatorRequest;

export interface FreezeResult {
  frozen: OperatorRequest;
  unfrozen: OperatorRequest;
}

/** Ends the freeze. */
export const unfreezeSignal = defineSignal<[OperatorRequest]>('unfreeze');
export const freezeStatusQuery = defineQuery<FreezeInput & { since: string }>('status');

/** The workflow `freeze`, for those who name it without loading its code. */
export type Freeze = (input: FreezeInput) => Promise<FreezeResult>;
