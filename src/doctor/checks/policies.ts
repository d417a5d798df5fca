import { breaks, policyOfA } from '../../activities/decide-policy-hold.js';
import type { OrgPolicy, PolicyRule } from '../../okta/org-client.js';
import { check, failure, ok, unknown, warning, type Check, type Judgement } from '../check.js';
import type { DoctorSettings } from '../evidence.js';

const byHand =
  'Look at Security > Authenticators > Enrollment (Classic: Multifactor > Factor Enrollment).';

export const policyChecks: Check[] = [
  check('policy-a-present', {
    title: 'Group A has an enrollment policy of its own',
    needs: ['settings', 'enrollmentPolicies'],
    remedy: 'Make an active policy with an active rule for Group A (`preenroll setup` does).',
    byHand,
    judge: ({ settings, enrollmentPolicies: policies }) =>
      ofPopulations(settings, ({ groups }) =>
        policyOfA(policies, groups.A) === undefined
          ? 'no policy that is in force names Group A'
          : undefined,
      ),
  }),

  check('policy-a-allows-phone', {
    title: "Group A's policy allows the phone",
    needs: ['settings', 'enrollmentPolicies'],
    remedy:
      "Make the phone REQUIRED or OPTIONAL in Group A's policy: Okta refuses the factor otherwise.",
    byHand,
    judge: ({ settings, enrollmentPolicies: policies }) =>
      ofPopulations(settings, ({ groups }) =>
        breaks('policy-a-forbids-sms', { policies, groups })
          ? 'the phone is not allowed in Group A'
          : undefined,
      ),
  }),

  check('policy-order', {
    title: "Group A's policy decides first",
    needs: ['settings', 'enrollmentPolicies'],
    remedy: "Move Group A's policy above every one that is for everyone or for Group B.",
    byHand,
    judge: ({ settings, enrollmentPolicies: policies }) =>
      ofPopulations(settings, ({ groups }) =>
        policyOfA(policies, groups.A) !== undefined &&
        breaks('policy-a-not-first', { policies, groups })
          ? "another policy comes before Group A's"
          : undefined,
      ),
  }),

  check('policy-b-allows-phone', {
    title: "Group B's policy still allows the phone",
    needs: ['settings', 'enrollmentPolicies'],
    remedy:
      "Make the phone OPTIONAL in Group B's policy: Okta hides a factor that is not allowed, and people would be locked out.",
    byHand,
    judge: ({ settings, enrollmentPolicies: policies }) =>
      ofPopulations(settings, ({ groups }) =>
        breaks('policy-b-forbids-sms', { policies, groups })
          ? 'the phone is not allowed in Group B'
          : undefined,
      ),
  }),

  check('policy-gaps', {
    title: 'The policies of both groups have no gaps',
    needs: ['settings', 'orgPolicies'],
    remedy:
      'Give each of the two policies an active rule for any network and all of its members, that lets them enroll: whom no rule fits, the next policy decides about.',
    byHand:
      'Look at the rules of both policies: network, excluded users, and whether users may enroll.',
    judge({ settings, orgPolicies }) {
      const found = settings.populations.flatMap(({ groups }) =>
        Object.values(groups).flatMap((id) => gapsOf(orgPolicies, id)),
      );
      const gaps = [...new Set(found)];
      return gaps.length === 0
        ? ok('the rules fit everybody, everywhere')
        : warning(gaps.join('; '));
    },
  }),

  check('sign-on-asks-for-mfa', {
    title: 'A second factor is asked for at sign-in',
    needs: ['asksForMfa'],
    remedy:
      'Have a rule of a sign-on policy (Identity Engine: or of an app sign-in policy) ask for a second factor: without it the enrolled phone secures nothing.',
    byHand: 'Look at Security > Global Session Policy and Authentication Policies.',
    judge: ({ asksForMfa }) =>
      asksForMfa
        ? ok('a rule asks for it')
        : failure('no active rule of a sign-on policy asks for it'),
  }),
];

function ofPopulations(
  { populations }: DoctorSettings,
  faultOf: (population: DoctorSettings['populations'][number]) => string | undefined,
): Judgement {
  const faults = populations.flatMap((population) => {
    const fault = faultOf(population);
    return fault === undefined
      ? []
      : [populations.length === 1 ? fault : `${population.name}: ${fault}`];
  });
  if (populations.length === 0) return unknown('no population is configured');
  return faults.length === 0 ? ok('as it must be') : failure(faults.join('; '));
}

/** Of the first active policy that names the group. That there is none is another check's. */
function gapsOf(policies: readonly OrgPolicy[], groupId: string): string[] {
  const policy = policies
    .filter(({ status, groupIds }) => status === 'ACTIVE' && groupIds.includes(groupId))
    .sort((one, other) => one.priority - other.priority)[0];
  if (policy === undefined) return [];
  const rules = policy.rules.filter(({ status }) => status === 'ACTIVE');
  if (rules.length === 0)
    return [`the policy ${policy.id} has no active rule: Okta passes over it`];
  if (rules.some((rule) => fitsEverybody(rule) && letsEnroll(rule))) return [];
  return rules.some(letsEnroll)
    ? [`every rule of the policy ${policy.id} leaves out networks, users or apps`]
    : [`no rule of the policy ${policy.id} lets anybody enroll`];
}

function letsEnroll({ actions }: PolicyRule): boolean {
  return !selfOf(actions).startsWith('NEVER');
}

/** `CHALLENGE`, `LOGIN`, `NEVER`, …; empty where Okta does not say. */
function selfOf(actions: Record<string, unknown>): string {
  const { enroll } = actions as { enroll?: { self?: unknown } | null };
  return typeof enroll?.self === 'string' ? enroll.self : '';
}

interface RuleConditions {
  network?: { connection?: string } | null;
  people?: { users?: { exclude?: unknown[] | null } | null } | null;
  app?: { include?: unknown[] | null } | null;
}

function fitsEverybody({ conditions }: PolicyRule): boolean {
  const { network, people, app } = (conditions ?? {}) as RuleConditions;
  return (
    (network?.connection ?? 'ANYWHERE') === 'ANYWHERE' &&
    (people?.users?.exclude ?? []).length === 0 &&
    (app?.include ?? []).length === 0
  );
}
