import type { ActorKind, Classification, Privilege, Risk } from '../contract/reaction.js';
import type { Enrollment } from './read-enrollment.js';
import type { NoiseRule, ReactionSettings } from './reaction-settings.js';

/** What is known of the enrollment, the user and ourselves. */
export interface EnrollmentToClassify {
  enrollment: Enrollment;
  /** Who of Okta's actors is us. */
  own: {
    /** Ids of our service app or API token. */
    actors: readonly string[];
    /** Who the token belongs to: with a token, an act of this user is ours. */
    tokenOwner: string | undefined;
  };
  user: {
    population: string;
    groupIds: readonly string[];
    /** Undefined where no rule asks for them. */
    adminRoles: readonly string[] | undefined;
    profile: Readonly<Record<string, unknown>>;
  };
  /** Of the user's own earlier events. Undefined where no rule asks for them. */
  earlierCountries: readonly string[] | undefined;
  /** Whether it was within the user's working hours. Undefined where no rule asks. */
  isWithinHours: boolean | undefined;
  settings: Pick<ReactionSettings, 'privileged' | 'highRisk' | 'noise'>;
}

const programs: ReadonlySet<string> = new Set([
  ...['PublicClientApp', 'SystemPrincipal', 'ServiceAccount', 'AppInstance', 'OktaServiceAccount'],
]);

/** Decides who did it, whether it matters, and what is done about it. The same input makes the same answer; nothing of it is personal data. */
export function classifyEnrollment(given: EnrollmentToClassify): Classification {
  const { enrollment, settings } = given;
  const actorKind = actorKindOf(given);
  const { factor } = enrollment;
  const explanation = [describeActor(actorKind)];
  if (actorKind === 'preenroll') {
    return { actorKind, factor, risks: [], decision: 'record', explanation };
  }

  const privileged = privilegeOf(given);
  explanation.push(
    privileged === undefined
      ? 'no rule makes the user a privileged one'
      : describePrivilege(privileged),
  );
  const risks = risksOf(given, { actorKind, privileged, explanation });
  const common = { actorKind, factor, ...(privileged && { privileged }), risks };
  if (privileged === undefined && risks.length === 0) {
    explanation.push('neither privileged nor of high risk: recorded, and nothing else');
    return { ...common, decision: 'record', explanation };
  }
  const noise = settings.noise.findIndex((rule) => isNoise(rule, given, { actorKind, privileged }));
  if (noise !== -1) {
    explanation.push(`noise by rule ${noise + 1}: recorded, no ticket`);
    return { ...common, noise: noise + 1, decision: 'record', explanation };
  }
  explanation.push('a ticket and notices');
  return { ...common, decision: 'alert', explanation };
}

/** Who did it, as far as the event and what is known of ourselves tell. */
export function actorKindOf({
  enrollment,
  own,
}: Pick<EnrollmentToClassify, 'enrollment' | 'own'>): ActorKind {
  const { actorId, actorType, apiTokenId, userId } = enrollment;
  const isOurs =
    [actorId, apiTokenId].some((id) => id !== undefined && own.actors.includes(id)) ||
    // What the owner of our token does in the Admin Console is no act of ours.
    (apiTokenId !== undefined && actorId !== undefined && actorId === own.tokenOwner);
  if (isOurs) return 'preenroll';
  if (actorType !== undefined && programs.has(actorType)) return 'service';
  if (apiTokenId !== undefined) return 'delegated';
  return actorId === userId ? 'self' : 'admin';
}

function describeActor(kind: ActorKind): string {
  switch (kind) {
    case 'self':
      return 'the user did it';
    case 'admin':
      return 'another user did it for this one';
    case 'service':
      return 'a program did it';
    case 'delegated':
      return "a program did it with somebody's API token";
    case 'preenroll':
      return 'preenroll did it: nothing is done about it';
  }
}

function privilegeOf({ user, settings }: EnrollmentToClassify): Privilege | undefined {
  const { adminRoles } = settings.privileged;
  const role = user.adminRoles?.find(
    (held) => adminRoles === 'any' || adminRoles?.includes(held) === true,
  );
  return (
    privilegeWithoutRoles(user, settings) ??
    (role === undefined ? undefined : { by: 'admin-role', role })
  );
}

/** What makes the user a privileged one before anybody has asked for admin roles. */
export function privilegeWithoutRoles(
  { groupIds, profile }: Pick<EnrollmentToClassify['user'], 'groupIds' | 'profile'>,
  { privileged: { groups, attributes } }: Pick<ReactionSettings, 'privileged'>,
): Privilege | undefined {
  const id = groups.find((group) => groupIds.includes(group));
  if (id !== undefined) return { by: 'group', id };
  const attribute = attributes.find(({ name, values }) => isOneOf(profile[name], values));
  return attribute && { by: 'attribute', name: attribute.name };
}

function isOneOf(value: unknown, wanted: readonly string[]): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.some(
    (one) => ['string', 'number', 'boolean'].includes(typeof one) && wanted.includes(String(one)),
  );
}

function describePrivilege(privilege: Privilege): string {
  switch (privilege.by) {
    case 'group':
      return `privileged: a member of the group ${privilege.id}`;
    case 'admin-role':
      return `privileged: has the admin role ${privilege.role}`;
    case 'attribute':
      return `privileged: by the attribute ${privilege.name} of the profile`;
  }
}

/** Also says in the explanation what each rule found that could not be decided. */
function risksOf(
  { enrollment, earlierCountries, isWithinHours, settings }: EnrollmentToClassify,
  {
    actorKind,
    privileged,
    explanation,
  }: { actorKind: ActorKind; privileged: Privilege | undefined; explanation: string[] },
): Risk[] {
  const { adminEnrolled, weakFactors, newCountry } = settings.highRisk;
  const risks: Risk[] = [];
  function raise(risk: Risk, why: string): void {
    risks.push(risk);
    explanation.push(`high risk: ${why}`);
  }

  // Where a program or another person sits says nothing about the user.
  if (newCountry !== undefined && actorKind === 'self') {
    const { country } = enrollment;
    if (country === undefined) explanation.push('the event names no country to compare');
    else if (earlierCountries === undefined || earlierCountries.length === 0)
      explanation.push('no earlier country of the user is known to compare with');
    else if (!earlierCountries.includes(country))
      raise('new-country', 'from a country that no earlier event of the user came from');
  }
  if (adminEnrolled && (actorKind === 'admin' || actorKind === 'delegated'))
    raise('admin-enrolled', 'enrolled for the user by somebody else');
  if (privileged !== undefined && weakFactors.includes(enrollment.factorFamily))
    raise('weak-factor-on-privileged-user', 'a weak factor on a privileged user');
  if (isWithinHours === false) raise('outside-hours', 'outside the working hours of the user');
  return risks;
}

function isNoise(
  { factors, actors, populations, privileged: silencesPrivileged }: NoiseRule,
  { enrollment, user }: EnrollmentToClassify,
  { actorKind, privileged }: { actorKind: ActorKind; privileged: Privilege | undefined },
): boolean {
  if (privileged !== undefined && !silencesPrivileged) return false;
  return (
    (factors === undefined || factors.includes(enrollment.factorFamily)) &&
    (actors === undefined || actors.includes(actorKind)) &&
    (populations === undefined || populations.includes(user.population))
  );
}
