import type { Policy, PolicyRule, PolicyType } from '../state/policy.js';
import type { LogTarget } from './log-event.js';

/** The log's own words for the types. That of `OKTA_SIGN_ON` is recorded, the others are formed like it. */
const loggedTypes: Record<PolicyType, string> = {
  MFA_ENROLL: 'OktaMfaEnroll',
  OKTA_SIGN_ON: 'OktaSignOn',
  ACCESS_POLICY: 'OktaAppSignOn',
};

export function policyTarget({ id, type, name }: Policy): LogTarget {
  return {
    id,
    type: 'PolicyEntity',
    alternateId: 'unknown',
    displayName: name,
    detailEntry: { policyType: loggedTypes[type] },
  };
}

export function policyRuleTarget(policy: Policy, { id, name }: PolicyRule): LogTarget {
  return {
    id,
    type: 'PolicyRule',
    alternateId: policy.id,
    displayName: name,
    detailEntry: null,
  };
}
