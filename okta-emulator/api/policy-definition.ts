import * as z from 'zod';
import { invalid, OktaError } from '../errors.js';
import type { PolicyDefinition } from '../management/policies.js';
import { parseBody } from '../parse-body.js';
import { authenticators, enrollableFactors } from '../state/authenticators.js';
import { requireGroup } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { PolicySettings } from '../state/policy.js';
import { requirePolicyType } from './policy-types.js';

const enroll = z.looseObject({ self: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']) });

const policySchema = z.object({
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  status: z.enum(['ACTIVE', 'INACTIVE']).optional(),
  priority: z.int().positive().optional(),
});
const forPeopleSchema = policySchema.extend({
  conditions: z
    .object({ people: z.object({ groups: z.object({ include: z.array(z.string()) }) }) })
    .optional(),
});
const enrollmentPolicySchema = forPeopleSchema.extend({
  settings: z
    .object({
      type: z.enum(['AUTHENTICATORS', 'FACTORS']).optional(),
      authenticators: z.array(z.object({ key: z.string(), enroll })).optional(),
      factors: z.record(z.string(), z.object({ enroll })).optional(),
    })
    .default({}),
});
/** Okta's description: the conditions of an app sign-in policy are those of its rules. */
const accessPolicySchema = policySchema.extend({ conditions: z.null().optional() });

/**
 * Reads the body of a policy; of an enrollment policy in the shape of either engine.
 *
 * @throws OktaError E0000001 for authenticators on Classic or together with factors, and for keys that are not active in the org;
 * E0000002 for a type that the engine does not know, E0000060 for one that is not emulated; E0000007 for an unknown group.
 */
export function parsePolicy(org: Org, body: unknown): PolicyDefinition {
  const given = parseBody(z.object({ type: z.string() }), body, 'policy');
  const type = requirePolicyType(org, given.type);
  switch (type) {
    case 'MFA_ENROLL': {
      const { conditions, settings, ...rest } = parseBody(enrollmentPolicySchema, body, 'policy');
      const includedGroupIds = parseGroups(org, conditions);
      return { type, ...rest, includedGroupIds, settings: parseSettings(org, settings) };
    }
    case 'OKTA_SIGN_ON': {
      const { conditions, ...rest } = parseBody(forPeopleSchema, body, 'policy');
      return { type, ...rest, includedGroupIds: parseGroups(org, conditions) };
    }
    case 'ACCESS_POLICY': {
      const { name, description, status, priority } = parseBody(accessPolicySchema, body, 'policy');
      return { type, name, description, status, priority, includedGroupIds: [] };
    }
    default:
      throw new OktaError('E0000060');
  }
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
    refuseUnknown(
      listed?.map(({ key }) => key) ?? [],
      authenticators.map(({ key }) => key),
    );
    return { type: 'AUTHENTICATORS', authenticators: listed ?? [] };
  }
  refuseUnknown(
    Object.keys(factors ?? {}),
    enrollableFactors.map(({ factor }) => factor),
  );
  return { type: 'FACTORS', factors: factors ?? {} };
}

function refuseUnknown(given: string[], active: string[]): void {
  const unknown = given.filter((key) => !active.includes(key));
  if (unknown.length > 0) {
    const causes = unknown.map((key) => `settings: ${key} is not active in this org.`);
    throw invalid('settings', ...causes);
  }
}
