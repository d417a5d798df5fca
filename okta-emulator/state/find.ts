import { notFound } from '../errors.js';
import type { Authenticator, AuthenticatorMethod } from './authenticators.js';
import type { Factor } from './factor.js';
import type { Group } from './group.js';
import type { GroupRule } from './group-rule.js';
import type { Org } from './org.js';
import type { Policy, PolicyRule } from './policy.js';
import type { User } from './user.js';

/** @param idOrLogin logins are compared case-insensitively. */
export function findUser(org: Org, idOrLogin: string): User | undefined {
  return org.users.get(idOrLogin) ?? org.users.get(org.logins.get(idOrLogin.toLowerCase()) ?? '');
}

/** @throws OktaError E0000007 */
export function requireUser(org: Org, idOrLogin: string): User {
  const user = findUser(org, idOrLogin);
  if (user === undefined) throw notFound(idOrLogin, 'User');
  return user;
}

/** @throws OktaError E0000007 */
export function requireGroup(org: Org, id: string): Group {
  const group = org.groups.get(id);
  if (group === undefined) throw notFound(id, 'UserGroup');
  return group;
}

/** @throws OktaError E0000007 */
export function requireGroupRule(org: Org, id: string): GroupRule {
  const rule = org.groupRules.get(id);
  if (rule === undefined) throw notFound(id, 'GroupRule');
  return rule;
}

/** @throws OktaError E0000007 */
export function requireAuthenticator(org: Org, id: string): Authenticator {
  const authenticator = org.authenticators.get(id);
  if (authenticator === undefined) throw notFound(id, 'Authenticator');
  return authenticator;
}

/** @throws OktaError E0000007 */
export function requireMethod({ methods }: Authenticator, type: string): AuthenticatorMethod {
  const method = methods.find((candidate) => candidate.type === type);
  if (method === undefined) throw notFound(type, 'AuthenticatorMethod');
  return method;
}

/** @throws OktaError E0000007 */
export function requirePolicy(org: Org, id: string): Policy {
  const policy = org.policies.get(id);
  if (policy === undefined) throw notFound(id, 'Policy');
  return policy;
}

/** @throws OktaError E0000007 */
export function requireRule(policy: Policy, id: string): PolicyRule {
  const rule = policy.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw notFound(id, 'PolicyRule');
  return rule;
}

/** @throws OktaError E0000007 */
export function requireFactor(user: User, id: string): Factor {
  const factor = user.factors.find((candidate) => candidate.id === id);
  if (factor === undefined) throw notFound(id, 'UserFactor');
  return factor;
}
