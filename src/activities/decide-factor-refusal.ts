import type { FactorRefusal, Unactivated } from '../contract/enroll-and-activate-factor.js';
import { attentionReasonOf } from '../contract/failures.js';
import { OktaApiError } from '../okta/okta-errors.js';
import { isConcurrencyLimit } from '../okta/pacing/rate-headers.js';

interface Row<Meaning> {
  code: string;
  cause?: RegExp;
  means: Meaning;
}

// Okta's codes say little by themselves: E0000001 is any failed validation, and its causes tell which. What is not listed is for
// `classifyError`. https://developer.okta.com/docs/reference/error-codes/
const ofEnrollment: readonly Row<Unactivated>[] = [
  { code: 'E0000001', cause: /multifactor policy/i, means: 'not-allowed-by-policy' },
  { code: 'E0000001', cause: /existing verified phone/i, means: 'existing-phone' },
  { code: 'E0000001', cause: /already set ?up/i, means: 'already-enrolled' },
  { code: 'E0000001', cause: /invalid phone number/i, means: 'phone-rejected' },
  { code: 'E0000007', means: 'user-missing' },
  { code: 'E0000060', means: 'unsupported-factor' },
  { code: 'E0000098', means: 'phone-rejected' },
  { code: 'E0000099', means: 'phone-rejected' },
  { code: 'E0000136', means: 'existing-phone' },
  { code: 'E0000140', means: 'phone-rejected' },
  { code: 'E0000226', means: 'telephony-missing' },
  { code: 'E0000247', means: 'telephony-missing' },
  { code: 'E0000264', means: 'telephony-missing' },
];

const ofActivation: readonly Row<FactorRefusal>[] = [
  { code: 'E0000068', means: 'wrong-code' },
  { code: 'E0000082', means: 'code-used' },
  { code: 'E0000083', means: 'code-expired' },
];

/** What was found wrong with the number before Okta was asked. */
const phoneReasons = [
  ...['phone-missing', 'phone-unusable', 'phone-country-unexpected', 'phone-correction-unreadable'],
] as const satisfies readonly Unactivated[];

/** Why a factor is not enrolled, if it is a refusal that another try would not change; undefined for everything else. */
export function decideEnrollmentRefusal(error: unknown): Unactivated | undefined {
  const reason = attentionReasonOf(error);
  if (reason !== undefined) return phoneReasons.find((each) => each === reason);
  return meaningOf(ofEnrollment, error);
}

/** Why a code is not taken; undefined for everything else, such as a rate limit that is used up by others. */
export function decideCodeRefusal(
  error: unknown,
): { refused: FactorRefusal; errorCode: string } | undefined {
  if (!(error instanceof OktaApiError)) return undefined;
  const { errorCode } = error;
  const refused = isLimitOfFactor(error) ? 'too-many-attempts' : meaningOf(ofActivation, error);
  return refused && { refused, errorCode };
}

const settlesInMs: Readonly<Record<string, number>> = {
  E0000109: 30_000,
  E0000133: 30_000,
  E0000118: 5_000,
};

/** After how long another message may go to the person, if Okta has just sent one; undefined for everything else. */
export function messageSettlesInMs(error: unknown): number | undefined {
  return error instanceof OktaApiError ? settlesInMs[error.errorCode] : undefined;
}

/** A 429 of an operation's own limit comes while the bucket still has something left. */
export function isLimitOfFactor({ status, rateLimit }: OktaApiError): boolean {
  if (status !== 429 || rateLimit === undefined) return false;
  return !isConcurrencyLimit(rateLimit) && rateLimit.remaining > 0;
}

function meaningOf<Meaning>(rows: readonly Row<Meaning>[], error: unknown): Meaning | undefined {
  if (!(error instanceof OktaApiError)) return undefined;
  return rows.find(
    ({ code, cause }) =>
      code === error.errorCode &&
      (cause === undefined || error.causes.some((text) => cause.test(text))),
  )?.means;
}
