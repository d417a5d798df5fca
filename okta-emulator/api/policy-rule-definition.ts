import * as z from 'zod';
import type { RuleDefinition } from '../management/policy-rules.js';
import { parseBody } from '../parse-body.js';
import type { PolicyType } from '../state/policy.js';

const access = z.enum(['ALLOW', 'DENY']);

const ruleSchema = z.object({
  name: z.string().min(1),
  priority: z.int().nonnegative().optional(),
  conditions: z.record(z.string(), z.unknown()).nullable().default(null),
});

/** The type of a rule is that of its policy, but for the rules of `OKTA_SIGN_ON`: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/. */
export const ruleTypes = {
  MFA_ENROLL: 'MFA_ENROLL',
  OKTA_SIGN_ON: 'SIGN_ON',
  ACCESS_POLICY: 'ACCESS_POLICY',
} as const satisfies Record<PolicyType, string>;

const ruleSchemas = {
  MFA_ENROLL: ruleSchema.extend({
    type: z.literal(ruleTypes.MFA_ENROLL).optional(),
    actions: z.object({
      enroll: z.object({
        self: z.enum(['CHALLENGE', 'LOGIN', 'NEVER', 'NEVER_INCLUDING_RECOVERY']),
      }),
    }),
  }),
  OKTA_SIGN_ON: ruleSchema.extend({
    type: z.literal(ruleTypes.OKTA_SIGN_ON).optional(),
    actions: z.object({
      signon: z
        .looseObject({
          access,
          requireFactor: z.boolean().default(false),
          factorPromptMode: z.enum(['ALWAYS', 'DEVICE', 'SESSION']).optional(),
        })
        .refine(
          ({ requireFactor, factorPromptMode }) => !requireFactor || factorPromptMode !== undefined,
          { path: ['factorPromptMode'], message: 'is required where requireFactor is true.' },
        ),
    }),
  }),
  ACCESS_POLICY: ruleSchema.extend({
    type: z.literal(ruleTypes.ACCESS_POLICY).optional(),
    actions: z.object({
      appSignOn: z.looseObject({
        access,
        verificationMethod: z
          .looseObject({
            type: z.enum(['ASSURANCE', 'AUTH_METHOD_CHAIN', 'ID_PROOFING']),
            factorMode: z.enum(['1FA', '2FA']).optional(),
          })
          .optional(),
      }),
    }),
  }),
};

/** Reads the body of a rule of a policy of this type. @throws OktaError E0000001 */
export function parseRule(policyType: PolicyType, body: unknown): RuleDefinition {
  const schema: z.ZodType<RuleDefinition> = ruleSchemas[policyType];
  const { name, priority, conditions, actions } = parseBody(schema, body, 'policyRule');
  return { name, priority, conditions, actions };
}
