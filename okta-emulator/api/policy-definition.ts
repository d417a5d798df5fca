import * as z from 'zod';
import { invalid, OktaError } from '../errors.js';
import type { PolicyDefinition } from '../management/policies.js';
import { parseBody } from '../parse-body.js';
import { isAuthenticatorActive } from '../state/authenticators.js';
import { enrollableFactors, isFactorActive } from '../state/enrollable-factors.js';
import { requireGroup } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { PolicySettings } from '../state/policy.js';
import { requirePolicyType } from './policy-types.js';

/** Source: AuthenticatorEnrollmentPolicyAuthenticatorSettings; of what it may hold besides, nothing is played here. */
const enroll = z.strictObject({
  self: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']),
  autoEnroll: z.boolean().nullable().optional(),
  gracePeriod: z.looseObject({ type: z.enum(['BY_DATE_TIME', 'BY_SKIP_COUNT']) }).optional(),
});
const constraints = z
  .strictObject({ aaguidGroups: z.array(z.string()).optional() })
  .nullable()
  .optional();
/** Classic's factors may say whose consent is needed, too: `{"type":"NONE"}`. */
const consent = z.looseObject({ type: z.string() }).optional();

/** Who replaces a policy may send back what was read. */
const readOnly = z.unknown().optional();
const policySchema = z.strictObject({
  type: z.string(),
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  priority: z.int().positive().optional(),
  ...{ id: readOnly, system: readOnly, created: readOnly, lastUpdated: readOnly },
  ...{ _links: readOnly, _embedded: readOnly },
});
const forPeopleSchema = policySchema.extend({
  conditions: z
    .strictObject({
      people: z.strictObject({ groups: z.strictObject({ include: z.array(z.string()) }) }),
    })
    .optional(),
});
const enrollmentPolicySchema = forPeopleSchema.extend({
  settings: z
    .strictObject({
      type: z.enum(['AUTHENTICATORS', 'FACTORS']).optional(),
      authenticators: z
        .array(z.strictObject({ key: z.string(), id: z.string().optional(), enroll, constraints }))
        .optional(),
      factors: z.record(z.string(), z.strictObject({ enroll, consent })).optional(),
    })
    .default({}),
});
/** Okta's description: the conditions of an app sign-in policy are those of its rules. */
const accessPolicySchema = policySchema.extend({ conditions: z.null().optional() });

/**
 * Reads the body of a policy; of an enrollment policy in the shape of either engine.
 *
 * @throws OktaError E0000001 for what Okta's description does not have, for authenticators on Classic or together with factors, and for keys that
 * are not active in the org; E0000002 for a type that the engine does not know, E0000060 for one that is not emulated; E0000007 for an unknown
 * group.
 */
export function parsePolicy(org: Org, body: unknown): PolicyDefinition {
  const given = parseBody(z.object({ type: z.string() }), body, 'policy');
  const type = requirePolicyType(org, given.type);
  switch (type) {
    case 'MFA_ENROLL': {
      const { conditions, settings, ...rest } = parseBody(enrollmentPolicySchema, body, 'policy');
      const includedGroupIds = parseGroups(org, conditions);
      return { type, ...own(rest), includedGroupIds, settings: parseSettings(org, settings) };
    }
    case 'OKTA_SIGN_ON': {
      const { conditions, ...rest } = parseBody(forPeopleSchema, body, 'policy');
      return { type, ...own(rest), includedGroupIds: parseGroups(org, conditions) };
    }
    case 'ACCESS_POLICY':
      return {
        ...{ type, includedGroupIds: [] },
        ...own(parseBody(accessPolicySchema, body, 'policy')),
      };
    default:
      throw new OktaError('E0000060');
  }
}

function own({ name, description, status, priority }: z.infer<typeof policySchema>) {
  return { name, description, status, priority };
}

function parseGroups(
  org: Org,
  conditions: z.infer<typeof forPeopleSchema>['conditions'],
): string[] {
  const groupIds = conditions?.people.groups.include ?? [];
  for (const groupId of groupIds) requireGroup(org, groupId);
  return groupIds;
}

function parseSettings(
  org: Org,
  { type, authenticators: listed, factors }: z.infer<typeof enrollmentPolicySchema>['settings'],
): PolicySettings {
  const isList = listed !== undefined || type === 'AUTHENTICATORS';
  if (isList && (org.engine === 'classic' || factors !== undefined || type === 'FACTORS')) {
    throw invalid('settings', 'settings: authenticators and factors exclude each other.');
  }
  if (isList) {
    refuseInactive((listed ?? []).filter(({ key }) => !isAuthenticatorActive(org, key)));
    return { type: 'AUTHENTICATORS', authenticators: listed ?? [] };
  }
  const known = enrollableFactors.filter((factor) => isFactorActive(org, factor));
  const given = Object.keys(factors ?? {}).map((key) => ({ key }));
  // Okta's list of keys has the password too.
  const active = ['okta_password', ...known.map(({ factor }) => factor)];
  refuseInactive(given.filter(({ key }) => !active.includes(key)));
  return { type: 'FACTORS', factors: factors ?? {} };
}

function refuseInactive(given: readonly { key: string }[]): void {
  if (given.length === 0) return;
  const causes = given.map(({ key }) => `settings: ${key} is not active in this org.`);
  throw invalid('settings', ...causes);
}
