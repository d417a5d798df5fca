import type { OrgPolicy } from '../okta/org-client.js';
import {
  bothPolicies,
  describePolicy,
  enrollmentMenu,
  phoneIsMissing,
  ruleValues,
} from './describe-enrollment.js';
import {
  allOthers,
  allows,
  allowsPhone,
  enrollmentForm,
  enrollmentsOf,
  phoneOnly,
} from './enrollment-settings.js';
import type { FoundOrg } from './found-org.js';
import { merge } from './merge-plans.js';
import { hasActiveRule, inForce, policiesFor } from './policies-in-force.js';
import type { Ids, Plan, PolicyPlan, Step } from './step.js';
import { names } from './wanted-setup.js';

/** The policy of one of the groups. */
interface Side {
  key: 'policy-a' | 'policy-b';
  group: 'Group A' | 'Group B';
  groupId: string | undefined;
  policy: PolicyPlan;
  /** What is wrong with the policy that counts for the group; undefined if nothing is. */
  faultOf: (policy: OrgPolicy) => string | undefined;
  /** What is not wrong, and yet not what the groups are for. */
  warningOf: (policy: OrgPolicy) => string | undefined;
}

/**
 * The policy for Group A, ahead of all that could apply to its members, and the one for Group B, which goes on allowing the phone. Policies that do what
 * is needed are left as they are, whatever their names; of others only those are changed that this setup made.
 *
 * @param ids of the groups, as far as they are there
 * @param made ids of what this setup made
 */
export function planEnrollment(found: FoundOrg, ids: Ids, made: Ids): Plan {
  const { enrollmentPolicies: policies, engine } = found;
  const form = enrollmentForm(found);
  const none: Plan = { steps: [], ids: {}, gaps: [], warnings: [] };
  if (policies === 'refused' || form === undefined) {
    const why = 'the credential may not read policies and authenticators';
    return { ...none, gaps: bothPolicies(engine, why) };
  }
  if (!form.isPhoneActive) return { ...none, gaps: [phoneIsMissing(engine)] };

  const { 'group-a': groupA, 'group-b': groupB } = ids;
  const theirs = (...groups: (string | undefined)[]) =>
    policiesFor(policies, ...groups.filter((id) => id !== undefined))[0];
  const ownA = policyOf(policies, groupA);
  const others = (policy: OrgPolicy) => {
    const enrollments = enrollmentsOf(policy);
    return form.others.filter((key) => allows(enrollments.get(key)));
  };
  const plan = (side: Side) => planSide(side, found, policies, made);

  return merge(
    plan({
      ...{ key: 'policy-a', group: 'Group A', groupId: groupA },
      policy: enrollmentPolicy(names.policyA, 1, 'group-a', phoneOnly(form)),
      faultOf(policy) {
        if (!allowsPhone(policy)) return 'it does not allow the phone';
        // While being moved a hire is in both groups.
        const isFirst = theirs(groupA, groupB) === policy;
        return isFirst ? undefined : 'another policy for its members comes first';
      },
      warningOf(policy) {
        const more = others(policy);
        return more.length === 0
          ? undefined
          : `${policy.name} lets Group A enroll more than the phone: ${more.join(', ')}.`;
      },
    }),
    plan({
      ...{ key: 'policy-b', group: 'Group B', groupId: groupB },
      policy: enrollmentPolicy(
        names.policyB,
        (ownA?.priority ?? 1) + 1,
        'group-b',
        allOthers(form),
      ),
      faultOf(policy) {
        if (policy === ownA) return 'it is the policy of Group A, too';
        const first = theirs(groupB);
        if (first === undefined || allowsPhone(first)) return undefined;
        if (first === policy) return 'it does not allow the phone';
        return 'another policy for its members comes first, and does not allow the phone';
      },
      warningOf: (policy) =>
        others(policy).length > 0 || form.others.length === 0
          ? undefined
          : `${policy.name} lets Group B enroll nothing besides the phone.`,
    }),
  );
}

function planSide(side: Side, found: FoundOrg, policies: readonly OrgPolicy[], made: Ids): Plan {
  const { key, group, groupId, policy: wanted } = side;
  const { name } = wanted;
  const title = `The enrollment policy of ${group}`;
  const values = describePolicy({ ...wanted, group, settings: wanted.settings });
  const byHand = { where: enrollmentMenu(found.engine), values };
  const existing =
    policyOf(policies, groupId) ??
    policies.find(({ id }) => id === made[key]) ??
    policies.find((policy) => policy.name === name && isFor(policy, groupId));
  const toDo = { is: [] as string[], willBe: values, byHand, needs: wanted.groups };
  const undo = 'it is deleted, with its rule';
  const rule: Step = {
    ...{ key: `${key}-rule`, title: `Create the rule of ${name}`, is: [], willBe: ruleValues },
    ...{ needs: [key], undo: 'it goes with its policy' },
    byHand: { where: `${enrollmentMenu(found.engine)} > ${name} > Add rule`, values: ruleValues },
    act: {
      ...{ call: 'createPolicyRule', policy: key },
      rule: { type: 'MFA_ENROLL', name: names.rule, actions: { enroll: { self: 'CHALLENGE' } } },
    },
  };
  const none: Plan = { steps: [], ids: {}, gaps: [], warnings: [] };

  if (existing === undefined) {
    if (policies.some((policy) => policy.name === name)) {
      const why = `there is a policy ${name} already, and it is for others`;
      return { ...none, gaps: [{ title, why, byHand }] };
    }
    const act = { call: 'createPolicy' as const, policy: wanted };
    return {
      ...none,
      steps: [{ ...toDo, key, title: `Create the policy ${name}`, undo, act }, rule],
    };
  }

  const isOurs = existing.id === made[key];
  const fault = faultOf(existing, side);
  const warning = side.warningOf(existing);
  const plan = { ...none, ids: { [key]: existing.id }, warnings: warning ? [warning] : [] };
  if (fault !== undefined && !isOurs) {
    return { ...plan, gaps: [{ title: `${title}: ${existing.name}`, why: fault, byHand }] };
  }
  if (fault !== undefined) {
    const is = describePolicy({ ...existing, group: existing.groupIds.join(', ') });
    const act = { call: 'replacePolicy' as const, id: existing.id, policy: wanted };
    plan.steps = [{ ...toDo, key, title: `Set ${existing.name} right: ${fault}`, is, undo, act }];
  }
  if (!hasActiveRule(existing)) plan.steps = [...plan.steps, rule];
  return plan;
}

/** That a rule is missing is mended by itself, and hides what else is wrong: a policy without one does not count. */
function faultOf(policy: OrgPolicy, { groupId, faultOf: ofSide }: Side): string | undefined {
  if (policy.status !== 'ACTIVE') return 'it is not active';
  if (!isFor(policy, groupId)) return 'it is not for the group';
  return hasActiveRule(policy) ? ofSide(policy) : undefined;
}

/** Of several in force, the first counts. */
function policyOf(policies: readonly OrgPolicy[], groupId: string | undefined) {
  return inForce(policies).find((policy) => isFor(policy, groupId));
}

function isFor({ groupIds }: OrgPolicy, groupId: string | undefined): boolean {
  return groupId !== undefined && groupIds.includes(groupId);
}

function enrollmentPolicy(
  name: string,
  priority: number,
  group: 'group-a' | 'group-b',
  settings: Record<string, unknown>,
): PolicyPlan {
  return { type: 'MFA_ENROLL', name, priority, groups: [group], settings };
}
