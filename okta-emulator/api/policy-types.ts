import { OktaError } from '../errors.js';
import type { Org } from '../state/org.js';
import type { PolicyType } from '../state/policy.js';

/** Okta's description: the enum `PolicyType`, and which of its words are of Identity Engine only. */
const onBothEngines = ['MFA_ENROLL', 'OKTA_SIGN_ON', 'IDP_DISCOVERY', 'PASSWORD'];
const onIdentityEngine = [
  'ACCESS_POLICY',
  'PROFILE_ENROLLMENT',
  'ENTITY_RISK',
  'POST_AUTH_SESSION',
  'SESSION_VIOLATION_DETECTION',
  'DEVICE_SIGNAL_COLLECTION',
  'CLIENT_UPDATE',
  'IDENTITY_CLAIM_SOURCING',
];

/**
 * Lets a type pass that the org's engine knows, whether it is emulated or not.
 *
 * @throws OktaError E0000002 for any other, in the words that Classic has for `ACCESS_POLICY`, in a list and in a new policy alike:
 * https://github.com/okta/terraform-provider-okta/issues/1202 and 1311.
 */
export function requirePolicyType(org: Org, type: string): PolicyType | undefined {
  const isKnown =
    onBothEngines.includes(type) || (org.engine === 'idx' && onIdentityEngine.includes(type));
  if (!isKnown) throw new OktaError('E0000002', { detail: 'Invalid policy type specified.' });
  return isEmulated(type) ? type : undefined;
}

function isEmulated(type: string): type is PolicyType {
  return type === 'MFA_ENROLL' || type === 'OKTA_SIGN_ON' || type === 'ACCESS_POLICY';
}
