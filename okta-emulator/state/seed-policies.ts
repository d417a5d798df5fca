import { catchAllRule } from './catch-all-rule.js';
import { newId } from './ids.js';
import type { Engine } from './org.js';
import type { Policy, PolicyRule, RuleActions } from './policy.js';
import { policySettings } from './policy-settings.js';
import { everyoneId, groupAId, groupBId } from './seed.js';

/**
 * Enrollment: Group A must use the phone, Group B may use it among others, and nobody else can enroll one: who is in neither group is
 * refused. Sign-in: the default policies ask everybody for a second factor.
 */
export function seedPolicies(engine: Engine): Policy[] {
  return [
    ...seedEnrollmentPolicies(engine),
    seedSignOnPolicy(engine, true),
    ...(engine === 'idx' ? [seedAccessPolicy('2FA')] : []),
  ];
}

/**
 * Of a new org: everybody may enroll whatever there is, and nobody is asked for a second factor. What Okta itself gives depends on the edition of
 * the org, and is not described.
 */
export function seedDefaultPolicies(engine: Engine): Policy[] {
  return [
    seedDefaultEnrollmentPolicy(policySettings(engine, 'OPTIONAL', 'OPTIONAL'), 1),
    seedSignOnPolicy(engine, false),
    ...(engine === 'idx' ? [seedAccessPolicy('1FA')] : []),
  ];
}

function seedEnrollmentPolicies(engine: Engine): Policy[] {
  const smsOnly = policySettings(engine, 'REQUIRED', 'NOT_ALLOWED');
  const allOthers = policySettings(engine, 'OPTIONAL', 'OPTIONAL');
  const noPhone = policySettings(engine, 'NOT_ALLOWED', 'OPTIONAL');
  const enrollment = (priority: number, name: string, groupId: string): Policy => ({
    ...policy('MFA_ENROLL', name, rule('Default Rule', { enroll: { self: 'CHALLENGE' } })),
    priority,
    includedGroupIds: [groupId],
  });
  return [
    { ...enrollment(1, 'SMS only', groupAId), settings: smsOnly },
    { ...enrollment(2, 'All other factors', groupBId), settings: allOthers },
    seedDefaultEnrollmentPolicy(noPhone, 3),
  ];
}

function seedDefaultEnrollmentPolicy(
  settings: NonNullable<Policy['settings']>,
  priority: number,
): Policy {
  const defaultRule = rule('Default Rule', { enroll: { self: 'CHALLENGE' } });
  return {
    ...policy('MFA_ENROLL', 'Default Policy', { ...defaultRule, system: true }),
    ...{ priority, settings, includedGroupIds: [everyoneId], system: true },
  };
}

function seedSignOnPolicy(engine: Engine, requireFactor: boolean): Policy {
  const defaultRule = rule('Default Rule', {
    signon: {
      access: 'ALLOW',
      requireFactor,
      ...(requireFactor && { factorPromptMode: 'ALWAYS' }),
      rememberDeviceByDefault: false,
      session: {
        usePersistentCookie: false,
        maxSessionIdleMinutes: 120,
        maxSessionLifetimeMinutes: 0,
      },
      ...(engine === 'idx' && { primaryFactor: 'PASSWORD_IDP_ANY_FACTOR' }),
    },
  });
  return {
    ...policy('OKTA_SIGN_ON', 'Default Policy', { ...defaultRule, system: true }),
    includedGroupIds: [everyoneId],
    system: true,
  };
}

function seedAccessPolicy(factorMode: '1FA' | '2FA'): Policy {
  return { ...policy('ACCESS_POLICY', 'Default Policy', catchAllRule(factorMode)), system: true };
}

function policy(type: Policy['type'], name: string, onlyRule: PolicyRule): Policy {
  const now = new Date();
  return {
    id: newId('00p'),
    type,
    name,
    description: null,
    status: 'ACTIVE',
    system: false,
    priority: 1,
    created: now,
    lastUpdated: now,
    includedGroupIds: [],
    rules: [onlyRule],
  };
}

function rule(name: string, actions: RuleActions): PolicyRule {
  const now = new Date();
  return {
    id: newId('0pr'),
    name,
    status: 'ACTIVE',
    priority: 1,
    system: false,
    created: now,
    lastUpdated: now,
    conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
    actions,
  };
}
