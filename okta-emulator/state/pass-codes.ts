import { randomInt } from 'node:crypto';
import { OktaError } from '../errors.js';
import type { Factor } from './factor.js';
import type { Org } from './org.js';

const codeLifetimeMs = 5 * 60 * 1000;

/** How often a code may be sent, and what Okta says to who asks sooner. */
export interface SendingPause {
  pauseMs: number;
  tooSoon: 'E0000109' | 'E0000118' | 'E0000133';
}

/**
 * Makes a new code of six digits for the factor; an older one no longer works. Whoever calls has to send it.
 *
 * @param lifetimeMs five minutes if not given.
 * @throws OktaError `tooSoon` if the last code is not old enough.
 */
export function issueCode(
  org: Org,
  factor: Factor,
  { pauseMs, tooSoon }: SendingPause,
  lifetimeMs = codeLifetimeMs,
): string {
  const sent = new Date();
  const last = factor.challenge?.sent;
  if (last !== undefined && sent.getTime() - last.getTime() < pauseMs) throw new OktaError(tooSoon);
  const code = org.settings.passCode ?? String(randomInt(1_000_000)).padStart(6, '0');
  factor.challenge = { code, sent, expires: new Date(sent.getTime() + lifetimeMs) };
  return code;
}

/** @throws OktaError E0000068 for a code that is wrong, replaced or already used, E0000083 for one that is too old. */
export function useCode(factor: Factor, code: string): void {
  const { challenge } = factor;
  if (challenge?.code !== code) throw wrongCode();
  if (challenge.expires <= new Date()) throw new OktaError('E0000083');
  delete factor.challenge;
}

export function wrongCode(): OktaError {
  return new OktaError('E0000068', {
    causes: ["Your passcode doesn't match our records. Please try again."],
  });
}
