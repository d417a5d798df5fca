import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { AuditUnavailableError } from '../audit/audit-store.js';
import type { AttentionReason } from '../contract/attention.js';
import { ChatError } from '../chat/chat.js';
import { failureType } from '../contract/failures.js';
import { MailError } from '../mail/mailer.js';
import {
  OktaApiError,
  OktaPacedError,
  OktaTokenRefusedError,
  OktaUnreachableError,
  type RateLimit,
  type TokenRefusal,
} from '../okta/okta-errors.js';
import { isConcurrencyLimit, resetDelay } from '../okta/pacing/rate-headers.js';
import { TicketError } from '../tickets/ticket-system.js';
import { needsAttention } from './needs-attention.js';

// Okta's codes say little by themselves: E0000001 is any failed validation, and its causes tell which.
// The first row that fits decides. https://developer.okta.com/docs/reference/error-codes/
const permanent: readonly {
  code?: string;
  status?: number;
  cause?: RegExp;
  reason: AttentionReason;
}[] = [
  { code: 'E0000001', cause: /multifactor policy/i, reason: 'sms-not-allowed' },
  { code: 'E0000001', cause: /existing verified phone/i, reason: 'other-phone-enrolled' },
  { code: 'E0000001', cause: /invalid phone number/i, reason: 'phone-rejected' },
  { code: 'E0000098', reason: 'phone-rejected' },
  { code: 'E0000099', reason: 'phone-rejected' },
  { code: 'E0000226', reason: 'telephony-missing' },
  { code: 'E0000247', reason: 'telephony-missing' },
  { code: 'E0000264', reason: 'telephony-missing' },
  { code: 'E0000015', reason: 'okta-permission-missing' },
  { status: 401, reason: 'okta-credential-rejected' },
  { code: 'E0000006', reason: 'okta-permission-missing' },
  { code: 'insufficient_scope', reason: 'okta-permission-missing' },
];

/** What an administrator of Okta has to grant; all other refusals of a token are as a 401. */
const missingPermissions: readonly TokenRefusal[] = ['scope-not-granted', 'client-not-allowed'];

/** Okta reconciles policy priorities and asks to come back. */
const policiesAreReconciled = 'E0000239';

/**
 * The one place that decides what an error means: retried (when?), or a person is needed. Errors of unknown kind are returned as
 * they are, and Temporal retries them.
 *
 * @param attempt the activity's attempt, from 1, for the back-off where Okta gives no time
 */
export function classifyError(error: unknown, attempt: number): unknown {
  if (error instanceof OktaApiError) return classifyOktaError(error, attempt);
  if (error instanceof OktaPacedError) {
    return retryable('oktaPaced', error, {
      nextRetryDelay: error.delayMs,
      // Expected: no warning in the log, no failure in the metrics.
      category: ApplicationFailureCategory.BENIGN,
    });
  }
  if (error instanceof OktaUnreachableError) return retryable('oktaUnavailable', error);
  if (error instanceof OktaTokenRefusedError) {
    const isPermission = missingPermissions.includes(error.reason);
    return needsAttention(
      isPermission ? 'okta-permission-missing' : 'okta-credential-rejected',
      error,
    );
  }
  if (error instanceof AuditUnavailableError) return retryable('auditUnavailable', error);
  if (error instanceof MailError) {
    return error.permanent
      ? needsAttention('mail-refused', error)
      : retryable('mailUnavailable', error);
  }
  if (error instanceof TicketError) {
    return error.permanent
      ? retryable('ticketSystemRefused', error, { nextRetryDelay: untilRepairedMs })
      : retryable('ticketSystemUnavailable', error, delayOf(error.retryAfter));
  }
  if (error instanceof ChatError) {
    return error.permanent
      ? retryable('chatRefused', error, { nextRetryDelay: untilRepairedMs })
      : retryable('chatUnavailable', error);
  }
  return error;
}

/** What a person must repair is tried again at leisure. */
const untilRepairedMs = 10 * 60_000;

function delayOf(seconds: number | undefined): { nextRetryDelay?: number } {
  return seconds === undefined ? {} : { nextRetryDelay: seconds * 1000 };
}

function classifyOktaError(error: OktaApiError, attempt: number): ApplicationFailure {
  if (error.status === 429) {
    return error.rateLimit && isConcurrencyLimit(error.rateLimit)
      ? retryable('oktaConcurrencyLimited', error, { nextRetryDelay: concurrencyDelay(attempt) })
      : retryable('oktaRateLimited', error, delayUntilReset(error.rateLimit));
  }
  if (error.status >= 500 || error.errorCode === policiesAreReconciled) {
    return retryable('oktaUnavailable', error);
  }
  const row = permanent.find(
    ({ code, status, cause }) =>
      (code === undefined || code === error.errorCode) &&
      (status === undefined || status === error.status) &&
      (cause === undefined || error.causes.some((text) => cause.test(text))),
  );
  return needsAttention(row?.reason ?? 'okta-refused', error);
}

function concurrencyDelay(attempt: number): number {
  const ceiling = Math.min(500 * 2 ** attempt, 15_000);
  return ceiling / 2 + jitter(ceiling / 2);
}

/** Where Okta does not tell its reset: the retry policy's own back-off. */
function delayUntilReset(rateLimit: RateLimit | undefined): { nextRetryDelay?: number } {
  if (rateLimit === undefined) return {};
  return { nextRetryDelay: resetDelay(rateLimit.secondsToReset * 1000) + jitter(3000) };
}

function jitter(milliseconds: number): number {
  return Math.round(Math.random() * milliseconds);
}

function retryable(
  type: keyof typeof failureType,
  error: Error,
  how: { nextRetryDelay?: number; category?: ApplicationFailureCategory } = {},
): ApplicationFailure {
  return ApplicationFailure.create({
    ...how,
    type: failureType[type],
    message: error.message,
  });
}

/** Puts {@link classifyError} behind every activity of a worker. */
export function createErrorClassifier(attempt: number): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        throw classifyError(error, attempt);
      }
    },
  };
}
