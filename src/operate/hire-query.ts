import type { EnrollmentStage } from '../contract/pre-enroll-user.js';
import {
  attentionReason,
  enrollmentStage,
  hireBatch,
  stageSince,
} from '../contract/search-attributes.js';
import { QueryRefusedError } from './temporal-errors.js';

/** Those in which a run is running. */
export const runningStages = [
  'pre-hire',
  'preparing',
  'pre-enrolling',
  'awaiting-activation',
  'switching-groups',
  'needs-attention',
] as const satisfies EnrollmentStage[];

/** Which running hires are meant. What is absent leaves nobody out. */
export interface HireFilter {
  stage?: string;
  reason?: string;
  batch?: string;
  /** In the stage since before this time. */
  before?: Date;
  /** In Temporal's own words: `AttentionReason="telephony-missing"`. */
  query?: string;
}

/**
 * The query of Temporal's visibility that finds them.
 *
 * @throws QueryRefusedError if a value cannot be put into a query
 */
export function toHireQuery({ stage, reason, batch, before, query }: HireFilter): string {
  return [
    'WorkflowType = "preEnrollUser"',
    'ExecutionStatus = "Running"',
    stage !== undefined && `${enrollmentStage.name} = ${toSearchValue(stage)}`,
    reason !== undefined && `${attentionReason.name} = ${toSearchValue(reason)}`,
    batch !== undefined && `${hireBatch.name} = ${toSearchValue(batch)}`,
    before !== undefined && `${stageSince.name} < ${toSearchValue(before.toISOString())}`,
    query !== undefined && `(${query})`,
  ]
    .filter((term) => term !== false)
    .join(' AND ');
}

/** A value as a query takes it. @throws QueryRefusedError if it cannot be put into one */
export function toSearchValue(text: string): string {
  // Temporal's databases do not agree on how to write them in a query.
  if (/["\\]/.test(text)) {
    throw new QueryRefusedError(
      'A stage, a reason or a batch holds neither quotes nor backslashes.',
    );
  }
  return `"${text}"`;
}
