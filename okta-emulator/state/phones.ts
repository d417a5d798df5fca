import { OktaError } from '../errors.js';
import type { Org } from './org.js';

/** What reached a phone: a text, or a voice that spoke. */
export interface PhoneMessage {
  /** E.164. */
  to: string;
  /** Of a call, what was said. */
  text: string;
  channel: 'sms' | 'call';
  sent: Date;
}

/** @throws OktaError E0000264 */
export function requireTelephony({ settings }: Org): void {
  if (!settings.telephonyProviderActive) throw new OktaError('E0000264');
}

/** Texts, or speaks, a code to a phone. */
export function sendToPhone(
  org: Org,
  channel: PhoneMessage['channel'],
  to: string,
  code: string,
): void {
  const message: PhoneMessage = {
    to,
    text: `Your verification code is ${code}.`,
    channel,
    sent: new Date(),
  };
  org.texts.push(message);
  org.textsTo.set(to, [...(org.textsTo.get(to) ?? []), message]);
}
