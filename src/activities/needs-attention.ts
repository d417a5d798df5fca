import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { attention, type AttentionReason } from '../contract/attention.js';
import { failureType, type NeedsAttentionDetails } from '../contract/failures.js';

/** The failure that parks the run until a person, or the next look, has repaired what is wrong. */
export function needsAttention(reason: AttentionReason, cause?: Error): ApplicationFailure {
  const details: NeedsAttentionDetails = [reason];
  return ApplicationFailure.create({
    type: failureType.needsAttention,
    message: cause?.message ?? attention[reason].explanation,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
    details,
  });
}
