import type { Org } from '../state/org.js';
import type { Policy, PolicyRule } from '../state/policy.js';

export function policyBody(org: Org, policy: Policy) {
  const { id, status, name, description, priority, system, created, lastUpdated } = policy;
  const href = policyHref(org, policy);
  return {
    type: 'MFA_ENROLL',
    ...{ id, status, name, description, priority, system },
    conditions: { people: { groups: { include: policy.includedGroupIds } } },
    ...{ created, lastUpdated },
    settings: policy.settings,
    _links: {
      self: link(href, 'GET', 'PUT', ...(system ? [] : ['DELETE'])),
      rules: link(`${href}/rules`, 'GET', 'POST'),
      mappings: link(`${href}/mappings`, 'GET', 'POST'),
    },
  };
}

export function policyRuleBody(org: Org, policy: Policy, rule: PolicyRule) {
  const { id, status, name, priority, created, lastUpdated, system, conditions, actions } = rule;
  return {
    ...{ id, status, name, priority, created, lastUpdated, system, conditions, actions },
    _links: { self: link(`${policyHref(org, policy)}/rules/${id}`, 'GET', 'PUT', 'DELETE') },
    type: 'MFA_ENROLL',
  };
}

function policyHref(org: Org, { id }: Policy): string {
  return `${org.url}/api/v1/policies/${id}`;
}

function link(href: string, ...allow: string[]) {
  return { href, hints: { allow } };
}
