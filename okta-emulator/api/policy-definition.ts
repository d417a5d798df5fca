import * as z from 'zod';
import { invalid, OktaError } from '../errors.js';
import type { PolicyDefinition, RuleDefinition } from '../management/policies.js';
import { parseBody } from '../parse-body.js';
import { authenticators, enrollableFactors } from '../state/authenticators.js';
import { requireGroup } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { PolicySettings } from '../state/policy.js';

const enroll = z.looseObject({ self: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']) });
const priority = z.int().positive().optional();

const policySchema = z.object({
  type: z.string(),
  name: z.string().min(1),
  description: z.string().nullable().default(null),
  status: z.enum(['ACTIVE', 'INACTIVE']).default('ACTIVE'),
  priority,
  conditions: z
    .object({ people: z.object({ groups: z.object({ include: z.array(z.string()) }) }) })
    .optional(),
  settings: z
    .object({
      type: z.enum(['AUTHENTICATORS', 'FACTORS']).optional(),
      authenticators: z.array(z.object({ key: z.string(), enroll })).optional(),
      factors: z.record(z.string(), z.object({ enroll })).optional(),
    })
    .default({}),
});

const ruleSchema = z.object({
  type: z.literal('MFA_ENROLL').optional(),
  name: z.string().min(1),
  priority,
  conditions: z.record(z.string(), z.unknown()).nullable().default(null),
  actions: z.object({
    enroll: z.object({
      self: z.enum(['CHALLENGE', 'LOGIN', 'NEVER', 'NEVER_INCLUDING_RECOVERY']),
    }),
  }),
});

/**
 * Reads the body of an enrollment policy in the shape of either engine.
 *
 * @throws OktaError E0000001 for authenticators on Classic or together with factors, and for keys that are not active in the org;
 * E0000007 for an unknown group; E0000060 for another type of policy.
 */
export function parsePolicy(org: Org, body: unknown): PolicyDefinition {
  const given = parseBody(policySchema, body, 'policy');
  if (given.type !== 'MFA_ENROLL') throw new OktaError('E0000060');
  const { name, description, status, priority, conditions } = given;
  const includedGroupIds = conditions?.people.groups.include ?? [];
  for (const groupId of includedGroupIds) requireGroup(org, groupId);
  const settings = parseSettings(org, given.settings);
  return { name, description, status, priority, includedGroupIds, settings };
}

/** @throws OktaError E0000001 */
export function parseRule(body: unknown): RuleDefinition {
  const { name, priority, conditions, actions } = parseBody(ruleSchema, body, 'policyRule');
  return { name, priority, conditions, actions };
}

function parseSettings(
  org: Org,
  { type, authenticators: listed, factors }: z.infer<typeof policySchema>['settings'],
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
