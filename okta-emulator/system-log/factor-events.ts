import type { FactorContext, FactorKind } from '../factor-kinds/factor-kind.js';
import type { Factor } from '../state/factor.js';
import type { LogTarget } from './log-event.js';
import { userTarget } from './log-record.js';

const outcomeText = { activate: 'User set up', deactivate: 'User reset' };

/**
 * Records that a factor was activated or removed. Identity Engine counts a phone as two methods, SMS and voice, and writes two events
 * of the same time. Whether it names the enrollment besides the user is unconfirmed: `factorEventsNameEnrollment` chooses.
 */
export function recordFactorChange(
  { org, caller, user }: FactorContext,
  { loggedAs, authenticator }: FactorKind,
  { id }: Factor,
  change: 'activate' | 'deactivate',
): void {
  const published = new Date();
  const enrollment: LogTarget = {
    id,
    type: 'AuthenticatorEnrollment',
    alternateId: 'unknown',
    displayName: authenticator,
    detailEntry: null,
  };
  const isNamed = org.engine === 'idx' && org.settings.factorEventsNameEnrollment;
  for (const factor of loggedAs[org.engine]) {
    org.log.record({
      eventType: `user.mfa.factor.${change}`,
      caller,
      target: [userTarget(user), ...(isNamed ? [enrollment] : [])],
      outcome: { result: 'SUCCESS', reason: `${outcomeText[change]} ${factor} factor` },
      debugData: { factor },
      published,
    });
  }
}

/**
 * Records that a code was texted to, or spoken on, a phone that is not enrolled yet. The number is a target on Classic, debug data on
 * Identity Engine.
 */
export function recordVerificationText(
  { org, caller, user }: FactorContext,
  { id, factorType, profile }: Factor,
): void {
  const phoneNumber = profile['phoneNumber'] ?? '';
  const phone = {
    id,
    type: 'MobilePhone',
    alternateId: 'unknown',
    displayName: phoneNumber,
    detailEntry: null,
  };
  org.log.record({
    eventType:
      factorType === 'call'
        ? 'system.voice.send_phone_verification_call'
        : 'system.sms.send_phone_verification_message',
    caller,
    target: org.engine === 'idx' ? [userTarget(user)] : [userTarget(user), phone],
    ...(org.engine === 'idx' ? { debugData: { phoneNumber } } : {}),
  });
}
