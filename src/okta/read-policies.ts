import { z } from 'zod';
import { listAll, type OktaHttp } from './get-json.js';
import type { EnrollmentPolicy } from './okta-client.js';
import { OktaApiError } from './okta-errors.js';
import { parse } from './parse-answer.js';

const policySchema = z.object({ id: z.string(), status: z.string() });

// Okta may add words; one that is not known allows nothing.
const enrollSchema = z.object({
  self: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']).catch('NOT_ALLOWED'),
});
const enrollmentPolicySchema = policySchema.extend({
  priority: z.number(),
  system: z.boolean().nullish(),
  conditions: z
    .object({
      people: z
        .object({ groups: z.object({ include: z.array(z.string()).nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  settings: z
    .object({
      authenticators: z
        .array(z.object({ key: z.string(), enroll: enrollSchema.nullish() }))
        .nullish(),
      factors: z
        .object({ okta_sms: z.object({ enroll: enrollSchema.nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
});

const appPolicySchema = policySchema.extend({
  _embedded: z.object({ resourceType: z.string().nullish() }).nullish(),
});

const ruleSchema = z.object({
  status: z.string(),
  actions: z
    .object({
      signon: z.object({ requireFactor: z.boolean().nullish() }).nullish(),
      appSignOn: z
        .object({
          verificationMethod: z
            .object({ type: z.string().nullish(), factorMode: z.string().nullish() })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
type Rule = z.infer<typeof ruleSchema>;

/**
 * Reads Okta's policies and their rules, raw: the SDK drops the settings of Classic's enrollment policies.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/
 */
export function createPolicyReader(http: OktaHttp, orgUrl: string) {
  async function listPolicies<T extends z.infer<typeof policySchema>>(
    type: 'MFA_ENROLL' | 'OKTA_SIGN_ON' | 'ACCESS_POLICY',
    schema: z.ZodType<T>,
  ): Promise<T[]> {
    const url = new URL('/api/v1/policies', orgUrl);
    url.search = new URLSearchParams({ type }).toString();
    const policies = await listAll(http, url, 'policies');
    return policies.map((policy) => parse(schema, policy, 'policy'));
  }

  async function listActiveRules(policyId: string): Promise<Rule[]> {
    const url = new URL(`/api/v1/policies/${encodeURIComponent(policyId)}/rules`, orgUrl);
    const rules = await listAll(http, url, 'policy rules');
    return rules.map((rule) => parse(ruleSchema, rule, 'policy rule')).filter(isActive);
  }

  async function listEnrollmentPolicies(): Promise<EnrollmentPolicy[]> {
    const read = await listPolicies('MFA_ENROLL', enrollmentPolicySchema);
    const includedBy = ({ conditions }: (typeof read)[number]) =>
      conditions?.people?.groups?.include ?? [];
    const everyone = new Set(read.filter(({ system }) => system === true).flatMap(includedBy));
    const policies: EnrollmentPolicy[] = [];
    for (const policy of read) {
      const { priority, system, settings } = policy;
      const groupIds = includedBy(policy);
      const phone = settings?.authenticators?.find(({ key }) => key === 'phone_number');
      policies.push({
        ...{ isActive: isActive(policy), priority, groupIds },
        hasActiveRule: isActive(policy) && (await listActiveRules(policy.id)).length > 0,
        isForEveryone:
          system === true || groupIds.length === 0 || groupIds.some((id) => everyone.has(id)),
        phone: (phone ?? settings?.factors?.okta_sms)?.enroll?.self ?? 'NOT_ALLOWED',
      });
    }
    return policies;
  }

  async function isMfaAskedFor(): Promise<boolean> {
    const sessionPolicies = await listPolicies('OKTA_SIGN_ON', policySchema);
    if (await someRule(sessionPolicies, ({ actions }) => actions?.signon?.requireFactor === true)) {
      return true;
    }
    return await someRule(await listAppPolicies(), ({ actions }) => {
      const method = actions?.appSignOn?.verificationMethod;
      return method?.factorMode === '2FA' || method?.type === 'AUTH_METHOD_CHAIN';
    });
  }

  /** Of Identity Engine; Classic refuses the type, and has none. */
  async function listAppPolicies() {
    try {
      const policies = await listPolicies('ACCESS_POLICY', appPolicySchema);
      // Okta's own policy for changes of the account asks for two factors, and for none of the sign-ins.
      return policies.filter(({ _embedded: about }) => (about?.resourceType ?? 'APP') === 'APP');
    } catch (error) {
      if (error instanceof OktaApiError && error.status === 400) return [];
      throw error;
    }
  }

  async function someRule(
    policies: z.infer<typeof policySchema>[],
    asks: (rule: Rule) => boolean,
  ): Promise<boolean> {
    for (const { id } of policies.filter(isActive)) {
      if ((await listActiveRules(id)).some(asks)) return true;
    }
    return false;
  }

  return { listEnrollmentPolicies, isMfaAskedFor };
}

function isActive({ status }: { status: string }): boolean {
  return status === 'ACTIVE';
}
