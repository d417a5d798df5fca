import type { Caller } from '../caller.js';
import { OktaError } from '../errors.js';
import type { Authenticator, AuthenticatorMethod } from '../state/authenticators.js';
import type { Org } from '../state/org.js';
import { requireTelephony } from '../state/phones.js';

type Status = Authenticator['status'];

/**
 * `lifecycle/activate` and `lifecycle/deactivate` of an authenticator. Records nothing for one that is what it is to be.
 *
 * @throws OktaError E0000264 for a phone without telephony; E0000148 for one that an active policy lets people enroll; E0000006 for the password,
 * which has no such link: which code Okta answers is unconfirmed.
 */
export function setAuthenticatorStatus(
  org: Org,
  caller: Caller,
  authenticator: Authenticator,
  status: Status,
): void {
  if (authenticator.key === 'okta_password') throw new OktaError('E0000006');
  if (authenticator.status === status) return;
  if (status === 'ACTIVE') refuseWithoutTelephony(org, authenticator);
  else refuseInUse(org, authenticator);
  authenticator.status = status;
  recordChange(org, caller, authenticator, status);
}

/** The same of a way to use it. @throws OktaError E0000264 for a phone without telephony. */
export function setMethodStatus(
  org: Org,
  caller: Caller,
  authenticator: Authenticator,
  method: AuthenticatorMethod,
  status: Status,
): void {
  if (method.status === status) return;
  if (status === 'ACTIVE') refuseWithoutTelephony(org, authenticator);
  method.status = status;
  recordChange(org, caller, authenticator, status);
}

function refuseWithoutTelephony(org: Org, { key }: Authenticator): void {
  if (key === 'phone_number') requireTelephony(org);
}

function refuseInUse({ policies }: Org, { key }: Authenticator): void {
  const users = [...policies.values()].filter(({ status, settings }) => {
    const listed = settings?.type === 'AUTHENTICATORS' ? settings.authenticators : [];
    const isIn = listed.some((each) => each.key === key && each.enroll.self !== 'NOT_ALLOWED');
    return status === 'ACTIVE' && isIn;
  });
  if (users.length > 0) {
    throw new OktaError('E0000148', { detail: users.map(({ name }) => name).join(', ') });
  }
}

function recordChange(
  { log }: Org,
  caller: Caller,
  authenticator: Authenticator,
  status: Status,
): void {
  const { id, name } = authenticator;
  authenticator.lastUpdated = new Date();
  log.record({
    eventType: status === 'ACTIVE' ? 'system.mfa.factor.activate' : 'system.mfa.factor.deactivate',
    caller,
    target: [
      {
        ...{ id, type: 'Authenticator', alternateId: 'unknown' },
        ...{ displayName: name, detailEntry: null },
      },
    ],
  });
}
