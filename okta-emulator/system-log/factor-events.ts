import type { Caller } from '../caller.js';
import type { Factor } from '../state/factor.js';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { userTarget } from './log-record.js';

const outcomeText = { activate: 'User set up', deactivate: 'User reset' };

/**
 * Records that a phone was enrolled or removed. Identity Engine counts a phone as two methods, SMS and voice, and writes two events
 * of the same time.
 */
export function recordFactorChange(
  org: Org,
  caller: Caller,
  user: User,
  change: 'activate' | 'deactivate',
): void {
  const published = new Date();
  const factors = org.engine === 'idx' ? ['SMS_FACTOR', 'CALL_FACTOR'] : ['SMS_FACTOR'];
  for (const factor of factors) {
    org.log.record({
      eventType: `user.mfa.factor.${change}`,
      caller,
      target: [userTarget(user)],
      outcome: { result: 'SUCCESS', reason: `${outcomeText[change]} ${factor} factor` },
      debugData: { factor },
      published,
    });
  }
}

/** Records that a code was texted to a phone that is not enrolled yet. The number is a target on Classic, debug data on Identity Engine. */
export function recordVerificationText(
  org: Org,
  caller: Caller,
  user: User,
  { id, phoneNumber }: Factor,
): void {
  const phone = {
    id,
    type: 'MobilePhone',
    alternateId: 'unknown',
    displayName: phoneNumber,
    detailEntry: null,
  };
  org.log.record({
    eventType: 'system.sms.send_phone_verification_message',
    caller,
    target: org.engine === 'idx' ? [userTarget(user)] : [userTarget(user), phone],
    ...(org.engine === 'idx' ? { debugData: { phoneNumber } } : {}),
  });
}
