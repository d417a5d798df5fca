import type { Engine, OrgPolicy } from '../okta/org-client.js';
import { enrollmentsOf } from './enrollment-settings.js';
import type { Gap } from './step.js';
import { names } from './wanted-setup.js';

/** How both sides of a difference, and the Admin Console, show a policy. */
export function describePolicy(policy: {
  name: string;
  priority: number;
  status?: string;
  group: string;
  settings: OrgPolicy['settings'];
}): string[] {
  const { name, priority, status = 'ACTIVE', group, settings } = policy;
  const enrollments = [...enrollmentsOf({ settings })];
  const lines = ['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED'].flatMap((self) => {
    const keys = enrollments.filter(([, each]) => each === self).map(([key]) => key);
    return keys.length === 0 ? [] : [`${self}: ${keys.join(', ')}`];
  });
  return [
    ...[`Name: ${name}`, `Status: ${status}`, `Assign to groups: ${group}`],
    ...[`Priority: ${priority}`, ...lines],
  ];
}

export const ruleValues = [
  ...[`Rule name: ${names.rule}`, 'User is accessing: any application'],
  'Enrollment is: allowed if required authenticators are missing',
];

export function enrollmentMenu(engine: Engine): string {
  return engine === 'idx'
    ? 'Security > Authenticators > Enrollment > Add a policy'
    : 'Security > Multifactor > Factor Enrollment > Add Multifactor Policy';
}

/** Both policies, where nothing of them could be seen. */
export function bothPolicies(engine: Engine, why: string): Gap[] {
  const where = enrollmentMenu(engine);
  const gap = (title: string, ...values: string[]) => ({ title, why, byHand: { where, values } });
  return [
    gap(
      'The enrollment policy of Group A',
      ...[`Name: ${names.policyA}`, 'Assign to groups: Group A', 'Priority: 1'],
      ...['Phone and password: REQUIRED; everything else: NOT_ALLOWED', ...ruleValues],
    ),
    gap(
      'The enrollment policy of Group B',
      ...[`Name: ${names.policyB}`, 'Assign to groups: Group B', 'Priority: 2'],
      ...['Phone: OPTIONAL or REQUIRED; the rest as your users need it', ...ruleValues],
    ),
  ];
}

export function phoneIsMissing(engine: Engine): Gap {
  return {
    title: 'The phone as a way to sign in',
    why: 'it is not active in this org',
    byHand:
      engine === 'idx'
        ? {
            where: 'Security > Authenticators > Setup > Add authenticator > Phone',
            values: [
              'User can verify with: SMS',
              'This authenticator can be used for: authentication',
            ],
          }
        : {
            where: 'Security > Multifactor > Factor Types > SMS Authentication',
            values: ['Status: Active'],
          },
  };
}
