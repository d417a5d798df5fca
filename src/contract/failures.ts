import { ApplicationFailure } from '@temporalio/common';
import type { AttentionReason } from './attention.js';

/** Types of `ApplicationFailure` that activities throw. Stable for ever: they are stored in histories. */
export const failureType = {
  /** Okta's rate limit for the bucket is used up; the failure carries the delay until the reset. */
  oktaRateLimited: 'OktaRateLimited',
  /** Not asked of Okta: what we may use of its rate limit is used up; the failure carries the delay until there is room again. Expected under load. */
  oktaPaced: 'OktaPaced',
  /** Too many Okta calls at once in the org; backs off shortly. */
  oktaConcurrencyLimited: 'OktaConcurrencyLimited',
  /** Okta answered 5xx, answered something unreadable, or not at all. */
  oktaUnavailable: 'OktaUnavailable',
  /** The mail server could not be reached or asked to come back later. */
  mailUnavailable: 'MailUnavailable',
  /** What is to be done cannot be recorded at the moment, so it is not done. Retried. */
  auditUnavailable: 'AuditUnavailable',
  /** The ticket system could not be reached, or asked to come back later. */
  ticketSystemUnavailable: 'TicketSystemUnavailable',
  /** The ticket system refuses what we ask, or its address is one that may not be called: a person must repair it. Retried, slowly. */
  ticketSystemRefused: 'TicketSystemRefused',
  /** The chat's webhook could not be reached, or asked to come back later. */
  chatUnavailable: 'ChatUnavailable',
  /** The chat's webhook refuses what we send, or may not be called: a person must repair it. Retried, slowly. */
  chatRefused: 'ChatRefused',
  /** Temporal could not take a start or a signal. */
  dispatchIncomplete: 'DispatchIncomplete',
  /** Nothing may be done at the moment: an operator, or the surge breaker, has frozen everything. Retried. */
  frozen: 'Frozen',
  /** As many hires of a backfill are in progress as may be. Retried. */
  backfillWindowFull: 'BackfillWindowFull',
  /** The person has not accepted a push factor yet: Okta is asked again. Retried. */
  pushUnanswered: 'PushUnanswered',
  /** An operator's request that cannot be granted. The failure's first detail is the `Refusal`, of a factor's run the `FactorRefusal` or `FactorInputRefusal`. */
  refused: 'Refused',
  /** Only a person can repair it: the run parks. The failure's first detail is the {@link AttentionReason}. */
  needsAttention: 'NeedsAttention',
} as const;

/** The details of a `NeedsAttention` failure. */
export type NeedsAttentionDetails = [reason: AttentionReason];

/** Why the failure parks the run; undefined for every other error. */
export function attentionReasonOf(error: unknown): AttentionReason | undefined {
  if (!(error instanceof ApplicationFailure) || error.type !== failureType.needsAttention) {
    return undefined;
  }
  return (error.details as NeedsAttentionDetails)[0];
}
