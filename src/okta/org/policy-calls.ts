import { z } from 'zod';
import { OktaApiError } from '../okta-errors.js';
import type { OktaOrgClient, OrgPolicy, PolicyRule } from '../org-client.js';
import { undefinedIfNotFound } from '../undefined-if-not-found.js';
import { path, type JsonCalls } from './json-calls.js';

type PolicyCalls = Pick<
  OktaOrgClient,
  | 'listPolicies'
  | 'createPolicy'
  | 'replacePolicy'
  | 'deletePolicy'
  | 'createPolicyRule'
  | 'deletePolicyRule'
>;

const anything = z.record(z.string(), z.unknown());
const aboutSchema = z.object({
  ...{ id: z.string(), name: z.string(), status: z.string(), system: z.boolean().nullish() },
});

const policySchema: z.ZodType<Omit<OrgPolicy, 'rules'>> = aboutSchema
  .extend({
    type: z.enum(['MFA_ENROLL', 'OKTA_SIGN_ON', 'ACCESS_POLICY']),
    priority: z.number(),
    settings: anything.nullish(),
    conditions: z
      .object({
        people: z
          .object({ groups: z.object({ include: z.array(z.string()).nullish() }).nullish() })
          .nullish(),
      })
      .nullish(),
  })
  .transform(({ id, type, name, status, priority, system, settings, conditions }) => ({
    ...{ id, type, name, status, priority },
    isSystem: system === true,
    groupIds: conditions?.people?.groups?.include ?? [],
    settings: settings ?? undefined,
  }));

const ruleSchema: z.ZodType<PolicyRule> = aboutSchema
  .extend({ priority: z.number(), actions: anything, conditions: anything.nullish() })
  .transform(({ id, name, status, priority, system, actions, conditions }) => ({
    ...{ id, name, status, priority, actions },
    isSystem: system === true,
    conditions: conditions ?? undefined,
  }));

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/ */
export function createPolicyCalls({ list, send, delete: remove }: JsonCalls): PolicyCalls {
  const rulesOf = (policyId: string) => path('policies', policyId, 'rules');

  return {
    async listPolicies(type) {
      const url = `${path('policies')}?${new URLSearchParams({ type }).toString()}`;
      const found = await list(url, policySchema, 'policies').catch((error: unknown) => {
        const isUnknownType = error instanceof OktaApiError && error.status === 400;
        if (isUnknownType && type === 'ACCESS_POLICY') return [];
        throw error;
      });
      const policies: OrgPolicy[] = [];
      for (const policy of found) {
        const rules = await list(rulesOf(policy.id), ruleSchema, 'policy rules');
        policies.push({ ...policy, rules });
      }
      return policies.sort((one, other) => one.priority - other.priority);
    },

    createPolicy: (policy) => send('POST', path('policies'), policy, policySchema, 'policy'),

    replacePolicy: (policyId, policy) =>
      send('PUT', path('policies', policyId), policy, policySchema, 'policy'),

    async deletePolicy(policyId) {
      await undefinedIfNotFound(remove(path('policies', policyId)));
    },

    createPolicyRule: (policyId, rule) =>
      send('POST', rulesOf(policyId), rule, ruleSchema, 'policy rule'),

    async deletePolicyRule(policyId, ruleId) {
      await undefinedIfNotFound(remove(path('policies', policyId, 'rules', ruleId)));
    },
  };
}
