import type { Population } from '../activities/enrollment-settings.js';
import type { ReactionSettings } from '../reaction/reaction-settings.js';

/** A scope of Okta's API, and what it is for, as a part of a sentence. */
export interface NeededScope {
  scope: string;
  reason: string;
}

interface ScopeQuestion {
  populations: readonly Pick<Population, 'checksPolicies'>[];
  reactions: Pick<ReactionSettings, 'privileged'>;
}

const read: readonly NeededScope[] = [
  {
    scope: 'okta.users.read',
    reason: 'reads the hires, their groups and their factors',
  },
  {
    scope: 'okta.groups.read',
    reason: 'lists who is in Group A, and in the groups of a backfill',
  },
];

/**
 * The scopes that a worker needs for what the configuration uses, by the calls of `OktaClient` and what Okta's API description asks for each. A command that only looks users up needs
 * {@link lookupScopes}.
 */
export function neededScopes({ populations, reactions }: ScopeQuestion): NeededScope[] {
  const policies = {
    scope: 'okta.policies.read',
    reason: 'looks at the enrollment and sign-on policies before anybody is moved (checkPolicies)',
  };
  const roles = {
    scope: 'okta.roles.read',
    reason: 'tells who is an administrator (reactions.privileged.adminRoles)',
  };
  return [
    ...read,
    {
      scope: 'okta.users.manage',
      reason: 'enrolls and removes factors, activates hires, and renews their links',
    },
    { scope: 'okta.groups.manage', reason: 'moves hires from Group A to Group B' },
    { scope: 'okta.logs.read', reason: 'reads what no event hook has brought, and the evidence' },
    ...(populations.some(({ checksPolicies }) => checksPolicies) ? [policies] : []),
    ...(reactions.privileged.adminRoles === undefined ? [] : [roles]),
  ];
}

/** What the commands need that ask Okta who is meant. */
export const lookupScopes: readonly NeededScope[] = read;

/** What the setup needs, which a worker must not have: for as long as it is set up. */
export const setupScopes: readonly NeededScope[] = [
  { scope: 'okta.users.read', reason: 'sees whether an attribute is used before it is removed' },
  { scope: 'okta.groups.manage', reason: 'makes Group A and Group B' },
  { scope: 'okta.schemas.manage', reason: 'adds the attribute for the phone' },
  { scope: 'okta.policies.manage', reason: 'makes the enrollment and sign-on policies' },
  { scope: 'okta.authenticators.read', reason: 'sees what people can enroll' },
  { scope: 'okta.eventHooks.manage', reason: 'makes the event hook' },
  { scope: 'okta.roles.manage', reason: 'makes the admin role of the service app' },
];
