import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

// Search attributes are stored in plain text and shown in every list: ids and closed sets of words only.

export const oktaUserId = defineSearchAttributeKey('OktaUserId', SearchAttributeType.KEYWORD);
export const enrollmentStage = defineSearchAttributeKey(
  'EnrollmentStage',
  SearchAttributeType.KEYWORD,
);
export const attentionReason = defineSearchAttributeKey(
  'AttentionReason',
  SearchAttributeType.KEYWORD,
);
export const stageSince = defineSearchAttributeKey('StageSince', SearchAttributeType.DATETIME);
export const hireBatch = defineSearchAttributeKey('HireBatch', SearchAttributeType.KEYWORD);
/** The first working day, `2026-12-01`: sorted as text it is sorted by time. */
export const startDate = defineSearchAttributeKey('StartDate', SearchAttributeType.KEYWORD);
export const backfillName = defineSearchAttributeKey('BackfillName', SearchAttributeType.KEYWORD);

/** What a namespace must know before the first workflow starts. */
export const searchAttributes = [
  oktaUserId,
  enrollmentStage,
  attentionReason,
  stageSince,
  hireBatch,
  startDate,
  backfillName,
];
