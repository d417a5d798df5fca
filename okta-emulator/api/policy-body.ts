import type { Org } from '../state/org.js';
import type { Policy, PolicyRule } from '../state/policy.js';
import { ruleTypes } from './policy-rule-definition.js';

export function policyBody(org: Org, policy: Policy) {
  const { id, type, status, name, description, priority, system, created, lastUpdated } = policy;
  const href = policyHref(org, policy);
  return {
    ...{ type, id, status, name, description, priority, system },
    conditions:
      type === 'ACCESS_POLICY'
        ? null
        : { people: { groups: { include: policy.includedGroupIds } } },
    ...{ created, lastUpdated },
    ...(policy.settings && { settings: policy.settings }),
    ...(type === 'ACCESS_POLICY' && { _embedded: { resourceType: 'APP' } }),
    _links: {
      self: link(href, 'GET', 'PUT', ...(system ? [] : ['DELETE'])),
      rules: link(`${href}/rules`, 'GET', 'POST'),
      mappings: link(`${href}/mappings`, 'GET', 'POST'),
      ...(!system && statusLink(href, policy)),
    },
  };
}

export function policyRuleBody(org: Org, policy: Policy, rule: PolicyRule) {
  const { id, status, name, priority, created, lastUpdated, system, conditions, actions } = rule;
  const href = `${policyHref(org, policy)}/rules/${id}`;
  return {
    ...{ id, status, name, priority, created, lastUpdated, system, conditions, actions },
    _links: {
      self: link(href, 'GET', 'PUT', ...(system ? [] : ['DELETE'])),
      ...(!system && statusLink(href, rule)),
    },
    type: ruleTypes[policy.type],
  };
}

function policyHref(org: Org, { id }: Policy): string {
  return `${org.url}/api/v1/policies/${id}`;
}

function statusLink(href: string, { status }: Pick<Policy, 'status'>) {
  const name = status === 'ACTIVE' ? 'deactivate' : 'activate';
  return { [name]: link(`${href}/lifecycle/${name}`, 'POST') };
}

function link(href: string, ...allow: string[]) {
  return { href, hints: { allow } };
}
