import type { UserCaller } from '../caller.js';
import type { Factor } from '../state/factor.js';
import type { Org } from '../state/org.js';
import { userTarget } from '../system-log/log-record.js';

/** What a person proved who he is with, in the words of each engine. */
interface Evidence {
  enrollmentId: string;
  authenticator: string;
  methodTypeUsed: string;
  /** Classic writes `user.authentication.auth_via_mfa` for second factors only. */
  classicFactor: 'SMS_FACTOR' | undefined;
}

export const passwordEvidence: Evidence = {
  enrollmentId: 'laePassword0000005d7',
  authenticator: 'Password',
  methodTypeUsed: 'Password',
  classicFactor: undefined,
};

export function smsEvidence(factor: Factor): Evidence {
  return {
    enrollmentId: factor.id,
    authenticator: 'Phone',
    methodTypeUsed: 'SMS',
    classicFactor: 'SMS_FACTOR',
  };
}

/** Records `user.authentication.auth_via_mfa` if the org's engine does so for this kind of evidence. */
export function recordVerification(
  org: Org,
  caller: UserCaller,
  evidence: Evidence,
  result: 'SUCCESS' | 'FAILURE',
): void {
  if (org.engine === 'classic' && evidence.classicFactor === undefined) return;
  org.log.record({
    eventType: 'user.authentication.auth_via_mfa',
    caller,
    outcome: { result, reason: result === 'FAILURE' ? 'INVALID_CREDENTIALS' : null },
    ...(org.engine === 'classic' ? classicShape(caller, evidence) : idxShape(caller, evidence)),
  });
}

function classicShape(caller: UserCaller, evidence: Evidence) {
  return {
    target: [userTarget(caller.user)],
    debugData: { factor: evidence.classicFactor ?? '' },
  };
}

function idxShape(caller: UserCaller, evidence: Evidence) {
  return {
    target: [
      userTarget(caller.user),
      {
        id: evidence.enrollmentId,
        type: 'AuthenticatorEnrollment',
        alternateId: 'unknown',
        displayName: evidence.authenticator,
        detailEntry: {
          methodTypeUsed: evidence.methodTypeUsed,
          methodUsedVerifiedProperties: '[USER_PRESENCE]',
        },
      },
    ],
    debugData: { factorIntent: 'LOGIN' },
  };
}
