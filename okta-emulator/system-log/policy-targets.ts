import type { Policy, PolicyRule } from '../state/policy.js';
import type { LogTarget } from './log-event.js';

export function policyTarget({ id, name }: Policy): LogTarget {
  return {
    id,
    type: 'PolicyEntity',
    alternateId: 'unknown',
    displayName: name,
    detailEntry: { policyType: 'OktaMfaEnroll' },
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
