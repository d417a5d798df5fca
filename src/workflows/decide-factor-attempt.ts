import type {
  FactorRefusal,
  FactorRefusalDetails,
} from '../contract/enroll-and-activate-factor.js';
import type { FactorKind } from '../contract/factor-kinds.js';

/** What was asked of Okta so far. Times in milliseconds. */
export interface FactorTries {
  /** When Okta looked at a code. */
  attempts: readonly number[];
  /** When the last code was sent to the person. */
  sentAt?: number;
  /** When another one was sent. */
  resends: readonly number[];
  /** Before this time Okta takes no code, as it has said itself. */
  blockedUntil?: number;
}

type Decision = ({ refusal: FactorRefusal } & FactorRefusalDetails) | undefined;

/** Five attempts in five minutes, as many codes that are sent again, and each 30 seconds after the last: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserFactor/ */
const perWindow = 5;
export const windowMs = 5 * 60_000;
const resendAfterMs = 30_000;

// Both hold the history of a run within Temporal's limits, and somebody who tries codes away from the person's factor.
export const mostAttempts = 50;
const mostResends = 20;

/** Why a code is refused without asking Okta; undefined if Okta is to be asked. */
export function decideAttempt(kind: FactorKind, tries: FactorTries, now: number): Decision {
  if (kind.activatedBy !== 'code') return { refusal: 'no-code' };
  const blocked = decideBlocked(tries, now);
  if (blocked) return blocked;
  const expiresAt = codeExpiry(kind, tries);
  if (expiresAt === undefined || now < expiresAt) return undefined;
  return { refusal: 'code-expired', attemptsLeft: attemptsLeft(tries, now) };
}

/** Why no other code is sent; undefined if one is. Okta sends none either while it takes no code. */
export function decideResend(kind: FactorKind, tries: FactorTries, now: number): Decision {
  if (kind.sentTo === undefined) return { refusal: 'not-sent' };
  if (tries.resends.length >= mostResends) return { refusal: 'too-many-resends' };
  const blocked = decideBlocked(tries, now);
  if (blocked) return blocked;
  const againAt = resendPossibleAt(kind, tries);
  return againAt !== undefined && now < againAt
    ? { refusal: 'too-soon', againAt: toIso(againAt) }
    : undefined;
}

export function attemptsLeft(tries: FactorTries, now: number): number {
  if (now < (tries.blockedUntil ?? 0)) return 0;
  return Math.max(0, perWindow - recent(tries, now).length);
}

/** From when on Okta takes a code again, if it takes none now; else from when on it takes all five. Undefined if it takes all now. */
export function attemptsRenewedAt(tries: FactorTries, now: number): number | undefined {
  const { blockedUntil = 0 } = tries;
  if (now < blockedUntil) return blockedUntil;
  const within = recent(tries, now);
  const decisive = within.length >= perWindow ? within.at(-perWindow) : within.at(-1);
  return decisive === undefined ? undefined : decisive + windowMs;
}

export function codeExpiry(
  { codeLivesMs }: FactorKind,
  { sentAt }: FactorTries,
): number | undefined {
  return codeLivesMs === undefined || sentAt === undefined ? undefined : sentAt + codeLivesMs;
}

export function resendPossibleAt(
  { sentTo }: FactorKind,
  { sentAt, resends }: FactorTries,
): number | undefined {
  if (sentTo === undefined || sentAt === undefined) return undefined;
  const decisive = resends.at(-perWindow);
  return Math.max(sentAt + resendAfterMs, decisive === undefined ? 0 : decisive + windowMs);
}

function decideBlocked(tries: FactorTries, now: number): Decision {
  if (attemptsLeft(tries, now) > 0) return undefined;
  const againAt = attemptsRenewedAt(tries, now);
  return {
    ...{ refusal: 'too-many-attempts', attemptsLeft: 0 },
    ...(againAt !== undefined && { againAt: toIso(againAt) }),
  };
}

function recent({ attempts }: FactorTries, now: number): readonly number[] {
  return attempts.filter((at) => now < at + windowMs);
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
