import type { AttentionReason } from '../contract/attention.js';
import type { EnrollmentPolicy } from '../okta/okta-client.js';

/** What Okta's policies say of enrollment and sign-on. */
export interface PolicyFacts {
  policies: readonly EnrollmentPolicy[];
  asksForMfa: boolean;
}

interface PolicyQuestion extends PolicyFacts {
  groups: { A: string; B: string };
}

/**
 * Why nobody may be put into the groups as the policies are now: the first rule that is broken, in the order in which a hire would
 * meet them. Undefined if all of them hold. What only one person's other groups change is not seen here; it shows in what Okta lets
 * that person enroll.
 */
export function decidePolicyHold({
  asksForMfa,
  ...enrollment
}: PolicyQuestion): AttentionReason | undefined {
  const broken = enrollmentRules.find((rule) => breaks(rule, enrollment));
  return broken ?? (asksForMfa ? undefined : 'sign-on-without-mfa');
}

/** Whether the policies of enrollment break the rule. */
export function breaks(rule: EnrollmentRule, question: EnrollmentQuestion): boolean {
  return isBroken[rule](question);
}

const enrollmentRules = [
  'policy-a-forbids-sms',
  'policy-a-not-first',
  'policy-b-forbids-sms',
] as const satisfies AttentionReason[];

type EnrollmentRule = (typeof enrollmentRules)[number];
type EnrollmentQuestion = Omit<PolicyQuestion, 'asksForMfa'>;

const isBroken: Record<EnrollmentRule, (question: EnrollmentQuestion) => boolean> = {
  'policy-a-forbids-sms': forbidsPhoneToA,
  'policy-a-not-first': comesBeforeA,
  'policy-b-forbids-sms': forbidsPhoneToB,
};

/**
 * Group A needs a policy of its own that allows the phone; of several, the first counts. One for everyone is not enough: Group A is
 * there to have another.
 */
function forbidsPhoneToA({ policies, groups }: EnrollmentQuestion): boolean {
  return !allowsPhone(policyOfA(policies, groups.A));
}

/**
 * Okta takes the first policy that fits, so none that fits every member of Group A may come before A's own: none for everyone, and
 * none for Group B, which a hire is in together with Group A while being moved. One for other groups is fine wherever it is.
 */
function comesBeforeA({ policies, groups }: EnrollmentQuestion): boolean {
  const own = policyOfA(policies, groups.A);
  const [first] = policiesFor(policies, groups.A, groups.B);
  return first !== own;
}

/**
 * Whoever has been moved to Group B keeps the phone only if the first policy that fits a member of B allows it: Okta hides a factor
 * that the policy does not allow, and does not let anybody use it.
 */
function forbidsPhoneToB({ policies, groups }: EnrollmentQuestion): boolean {
  const [first] = policiesFor(policies, groups.B);
  return !allowsPhone(first);
}

/** Group A's own policy: the first in force that names it. */
export function policyOfA(
  policies: readonly EnrollmentPolicy[],
  groupA: string,
): EnrollmentPolicy | undefined {
  return inForce(policies).find(({ groupIds }) => groupIds.includes(groupA));
}

/** The policies that fit a member of the groups who is in no others, the one that decides first. */
function policiesFor(policies: readonly EnrollmentPolicy[], ...groups: string[]) {
  return inForce(policies).filter(
    ({ isForEveryone, groupIds }) => isForEveryone || groups.some((id) => groupIds.includes(id)),
  );
}

/** Okta passes over a policy that is not active, or has no active rule, and takes the lowest number first. */
function inForce(policies: readonly EnrollmentPolicy[]): EnrollmentPolicy[] {
  return policies
    .filter(({ isActive, hasActiveRule }) => isActive && hasActiveRule)
    .sort((one, other) => one.priority - other.priority);
}

function allowsPhone(policy: EnrollmentPolicy | undefined): boolean {
  return policy !== undefined && policy.phone !== 'NOT_ALLOWED';
}
