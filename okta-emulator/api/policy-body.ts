import { enrollableFactors, isFactorActive } from '../state/enrollable-factors.js';
import type { Org } from '../state/org.js';
import type { Policy, PolicyRule, PolicySettings } from '../state/policy.js';
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
    ...(policy.settings && { settings: shownSettings(org, policy.settings) }),
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

/** Classic shows only the factors that the org lets people use, which nothing else tells: unconfirmed. */
function shownSettings(org: Org, settings: PolicySettings): PolicySettings {
  if (settings.type === 'AUTHENTICATORS') return settings;
  const inactive = enrollableFactors
    .filter((factor) => !isFactorActive(org, factor))
    .map(({ factor }) => factor);
  const shown = Object.entries(settings.factors).filter(([key]) => !inactive.includes(key));
  return { ...settings, factors: Object.fromEntries(shown) };
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
