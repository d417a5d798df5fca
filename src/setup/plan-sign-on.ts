import type { OrgPolicy } from '../okta/org-client.js';
import type { FoundOrg } from './found-org.js';
import { nothing } from './merge-plans.js';
import { hasActiveRule } from './policies-in-force.js';
import type { Ids, Plan, Step } from './step.js';
import { names, type WantedSetup } from './wanted-setup.js';

const policyUndo = 'it is deleted, with its rule';

/** An enrolled phone is of no use where nothing asks for it: a policy that does is offered, and never made unasked. */
export function planSignOn(
  { signOnRule }: Pick<WantedSetup, 'signOnRule'>,
  found: Pick<FoundOrg, 'signOnPolicies' | 'engine'>,
  made: Ids,
): Plan {
  const { signOnPolicies: policies, engine } = found;
  const where =
    engine === 'idx'
      ? 'Security > Global Session Policy > Add policy'
      : 'Security > Authentication > Sign On > Add New Okta Sign-on Policy';
  const ruleValues = [
    ...[`Rule name: ${names.rule}`, 'Access: allowed'],
    'Multifactor authentication: required at every sign-in',
  ];
  const policyValues = [
    ...[`Name: ${names.signOnPolicy}`, 'Assign to groups: Group A, Group B', 'Priority: 1'],
  ];
  const byHand = { where, values: [...policyValues, ...ruleValues] };
  if (policies === 'refused') {
    const why = 'the credential may not read policies: see whether one asks for MFA';
    return { ...nothing, gaps: [{ title: 'MFA at sign-in', why, byHand }] };
  }
  const own = policies.find(({ id }) => id === made['sign-on-policy']);
  if (policies.some(asksForMfa)) {
    return own === undefined ? nothing : { ...nothing, ids: { 'sign-on-policy': own.id } };
  }
  if (!signOnRule) {
    return {
      ...nothing,
      warnings: [
        `No policy asks for MFA at sign-in: the enrolled phone would not be asked for, and hires are held (sign-on-without-mfa). Run the setup with --sign-on-rule, or make one: ${where}.`,
      ],
    };
  }

  const there =
    own ??
    policies.find(({ name, type }) => type === 'OKTA_SIGN_ON' && name === names.signOnPolicy);
  const policy = {
    ...{ type: 'OKTA_SIGN_ON' as const, name: names.signOnPolicy, priority: 1 },
    groups: ['group-a', 'group-b'] as const,
  };
  const create: Step = {
    ...{ key: 'sign-on-policy', title: `Create the policy ${names.signOnPolicy}`, is: [] },
    ...{ willBe: policyValues, needs: ['group-a', 'group-b'], undo: policyUndo, byHand },
    act: { call: 'createPolicy', policy },
  };
  const rule: Step = {
    ...{ key: 'sign-on-rule', title: `Create the rule of ${names.signOnPolicy}`, is: [] },
    ...{ willBe: ruleValues, needs: ['sign-on-policy'], undo: 'it goes with its policy' },
    byHand: { where: `${where} > ${names.signOnPolicy} > Add rule`, values: ruleValues },
    act: {
      ...{ call: 'createPolicyRule', policy: 'sign-on-policy' },
      rule: {
        ...{ type: 'SIGN_ON', name: names.rule },
        actions: {
          signon: { access: 'ALLOW', requireFactor: true, factorPromptMode: 'ALWAYS' },
        },
      },
    },
  };
  if (there === undefined) return { ...nothing, steps: [create, rule] };
  const ids = { 'sign-on-policy': there.id };
  if (!hasActiveRule(there) && there.status === 'ACTIVE') return { ...nothing, ids, steps: [rule] };
  const why = `there is a policy ${there.name} already, and it does not ask for MFA`;
  return { ...nothing, ids, gaps: [{ title: 'MFA at sign-in', why, byHand }] };
}

/** As the product sees it when it decides whether hires are held. */
function asksForMfa({ status, type, rules }: OrgPolicy): boolean {
  if (status !== 'ACTIVE') return false;
  return rules
    .filter((rule) => rule.status === 'ACTIVE')
    .some(({ actions }) => {
      if (type === 'OKTA_SIGN_ON') return member(actions['signon'], 'requireFactor') === true;
      const method = member(actions['appSignOn'], 'verificationMethod');
      return (
        member(method, 'factorMode') === '2FA' || member(method, 'type') === 'AUTH_METHOD_CHAIN'
      );
    });
}

function member(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[key];
}
