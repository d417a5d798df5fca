import * as z from 'zod';
import type { RuleDefinition } from '../management/policy-rules.js';
import { parseBody } from '../parse-body.js';
import type { PolicyType } from '../state/policy.js';

const access = z.enum(['ALLOW', 'DENY']);
const ids = z.array(z.string()).optional();
const network = z
  .strictObject({
    connection: z.enum(['ANYWHERE', 'ZONE']).optional(),
    ...{ include: ids, exclude: ids },
  })
  .optional();
const chosen = z.strictObject({ include: ids, exclude: ids }).optional();
const people = z.strictObject({ users: chosen, groups: chosen }).optional();
/** Known to Okta, and not looked into here. */
const other = z.looseObject({}).optional();

/** Who replaces a rule may send back what was read. */
const readOnly = z.unknown().optional();
const ruleSchema = z.strictObject({
  name: z.string().min(1),
  priority: z.int().nonnegative().nullish(),
  status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  ...{ id: readOnly, system: readOnly, created: readOnly, lastUpdated: readOnly },
  _links: readOnly,
});
const conditions = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z
    .strictObject({ people, network, ...shape })
    .nullable()
    .default(null);

/** The type of a rule is that of its policy, but for the rules of `OKTA_SIGN_ON`: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Policy/. */
export const ruleTypes = {
  MFA_ENROLL: 'MFA_ENROLL',
  OKTA_SIGN_ON: 'SIGN_ON',
  ACCESS_POLICY: 'ACCESS_POLICY',
} as const satisfies Record<PolicyType, string>;

/** Source: the schemas of the three kinds of rules in Okta's description, and its examples, which have `riskScore` of a sign-on rule besides. */
const ruleSchemas = {
  MFA_ENROLL: ruleSchema.extend({
    type: z.literal(ruleTypes.MFA_ENROLL).optional(),
    conditions: conditions({ app: other }),
    actions: z.strictObject({
      enroll: z.strictObject({
        self: z.enum(['CHALLENGE', 'LOGIN', 'NEVER', 'NEVER_INCLUDING_RECOVERY']),
      }),
    }),
  }),
  OKTA_SIGN_ON: ruleSchema.extend({
    type: z.literal(ruleTypes.OKTA_SIGN_ON).optional(),
    conditions: conditions({ authContext: other, identityProvider: other, riskScore: other }),
    actions: z.strictObject({
      signon: z
        .strictObject({
          access,
          requireFactor: z.boolean().default(false),
          factorPromptMode: z.enum(['ALWAYS', 'DEVICE', 'SESSION']).optional(),
          factorLifetime: z.int().nonnegative().optional(),
          rememberDeviceByDefault: z.boolean().optional(),
          primaryFactor: z.enum(['PASSWORD_IDP', 'PASSWORD_IDP_ANY_FACTOR']).optional(),
          session: z
            .strictObject({
              maxSessionIdleMinutes: z.int().optional(),
              maxSessionLifetimeMinutes: z.int().optional(),
              usePersistentCookie: z.boolean().optional(),
            })
            .optional(),
        })
        .refine(
          ({ requireFactor, factorPromptMode }) => !requireFactor || factorPromptMode !== undefined,
          { path: ['factorPromptMode'], message: 'is required where requireFactor is true.' },
        ),
    }),
  }),
  ACCESS_POLICY: ruleSchema.extend({
    type: z.literal(ruleTypes.ACCESS_POLICY).optional(),
    conditions: conditions({
      ...{ device: other, elCondition: other, platform: other, riskScore: other, userType: other },
    }),
    actions: z.strictObject({
      appSignOn: z.strictObject({
        access,
        keepMeSignedIn: other,
        verificationMethod: z
          .strictObject({
            type: z.enum(['ASSURANCE', 'AUTH_METHOD_CHAIN', 'ID_PROOFING']),
            factorMode: z.enum(['1FA', '2FA']).optional(),
            reauthenticateIn: z.string().optional(),
            inactivityPeriod: z.string().optional(),
            constraints: z.array(z.looseObject({})).optional(),
            chains: z.array(z.looseObject({})).optional(),
            id: z.string().optional(),
          })
          .optional(),
      }),
    }),
  }),
};

/** Reads the body of a rule of a policy of this type. @throws OktaError E0000001 for what Okta's description does not have. */
export function parseRule(policyType: PolicyType, body: unknown): RuleDefinition {
  const { name, priority, status, conditions, actions } = parseBody(
    ruleSchemas[policyType],
    body,
    'policyRule',
  );
  return { name, priority: priority ?? undefined, status, conditions, actions };
}
