import { randomInt } from 'node:crypto';
import { OktaError } from '../errors.js';
import type { Factor } from './factor.js';
import type { Org } from './org.js';

const pauseMs = 30_000;
const codeLifetimeMs = 5 * 60 * 1000;

/**
 * Texts a new code to the factor's phone; an older one no longer works.
 *
 * @throws OktaError E0000264 without a telephony provider, E0000109 if the last text is less than 30 seconds old.
 */
export function textCode(org: Org, factor: Factor): void {
  if (!org.settings.telephonyProviderActive) throw new OktaError('E0000264');
  const sent = new Date();
  const last = factor.challenge?.sent;
  if (last !== undefined && sent.getTime() - last.getTime() < pauseMs) {
    throw new OktaError('E0000109');
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  factor.challenge = { code, sent, expires: new Date(sent.getTime() + codeLifetimeMs) };
  const to = factor.phoneNumber;
  const message = { to, text: `Your verification code is ${code}.`, sent };
  org.texts.push(message);
  org.textsTo.set(to, [...(org.textsTo.get(to) ?? []), message]);
}

/** @throws OktaError E0000068 for a code that is wrong, replaced or already used, E0000083 for one older than five minutes. */
export function useCode(factor: Factor, code: string): void {
  const { challenge } = factor;
  if (challenge?.code !== code) {
    throw new OktaError('E0000068', {
      causes: ["Your passcode doesn't match our records. Please try again."],
    });
  }
  if (challenge.expires <= new Date()) throw new OktaError('E0000083');
  delete factor.challenge;
}
