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
export function decidePolicyHold(question: PolicyQuestion): AttentionReason | undefined {
  return rules.find(({ isBroken }) => isBroken(question))?.reason;
}

const rules: { reason: AttentionReason; isBroken: (question: PolicyQuestion) => boolean }[] = [
  { reason: 'policy-a-forbids-sms', isBroken: forbidsPhoneToA },
  { reason: 'policy-a-not-first', isBroken: comesBeforeA },
  { reason: 'policy-b-forbids-sms', isBroken: forbidsPhoneToB },
  { reason: 'sign-on-without-mfa', isBroken: ({ asksForMfa }) => !asksForMfa },
];

/**
 * Group A needs a policy of its own that allows the phone; of several, the first counts. One for everyone is not enough: Group A is
 * there to have another.
 */
function forbidsPhoneToA({ policies, groups }: PolicyQuestion): boolean {
  return !allowsPhone(policyOfA(policies, groups.A));
}

/**
 * Okta takes the first policy that fits, so none that fits every member of Group A may come before A's own: none for everyone, and
 * none for Group B, which a hire is in together with Group A while being moved. One for other groups is fine wherever it is.
 */
function comesBeforeA({ policies, groups }: PolicyQuestion): boolean {
  const own = policyOfA(policies, groups.A);
  const [first] = policiesFor(policies, groups.A, groups.B);
  return first !== own;
}

/**
 * Whoever has been moved to Group B keeps the phone only if the first policy that fits a member of B allows it: Okta hides a factor
 * that the policy does not allow, and does not let anybody use it.
 */
function forbidsPhoneToB({ policies, groups }: PolicyQuestion): boolean {
  const [first] = policiesFor(policies, groups.B);
  return !allowsPhone(first);
}

function policyOfA(
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
