import type { OktaEvent } from '../contract/okta-event.js';
import { factorActivatedEventType } from '../contract/okta-event.js';
import type { AssessedEnrollment, Assessment } from '../contract/reaction.js';
import { windowBegin } from '../contract/workflow-ids.js';
import { isDerivedUuid } from '../dispatch/read-documented-form.js';
import { logIsKeptForMs } from '../okta/log-retention.js';
import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import {
  actorKindOf,
  classifyEnrollment,
  privilegeWithoutRoles,
  type EnrollmentToClassify,
} from '../reaction/classify-enrollment.js';
import { ownerOf } from '../reaction/own-window.js';
import type { ReactionSettings } from '../reaction/reaction-settings.js';
import { readCountries } from '../reaction/read-countries.js';
import { readEnrollment, type Enrollment } from '../reaction/read-enrollment.js';
import type { EnrollmentSettings } from './enrollment-settings.js';
import { zoneOf } from './plan-waiting.js';
import { choosePopulation } from './read-hire.js';
import { nextWorkingTime } from './working-time.js';

export interface ActivationToAssess {
  userId: string;
  event: OktaEvent;
  /** The run whose act is looked at. */
  reactionId: string;
  windowMs: number;
  /** The events that the workflow knows already. */
  seen: readonly string[];
}

/** An event may be dated a little after it was written down. */
const clockSlackMs = 5 * 60_000;

/** Stands in for a user whom nobody has to look up. */
const nobody = { population: '', groupIds: [], adminRoles: undefined, profile: {} };

export function createAssessActivation(
  okta: OktaClient,
  { populations, ownActors }: EnrollmentSettings,
  settings: ReactionSettings,
) {
  /**
   * Finds the event in Okta's System Log by its `uuid`, with all else that belongs to the same act, and classifies what the workflow does not know yet. Changes nothing. What it reads
   * of addresses, countries and profiles stays here; only the verdict leaves.
   *
   * @returns `found: false` if the System Log does not have the event, or not yet
   */
  async function assessActivation({
    userId,
    event,
    reactionId,
    windowMs,
    seen,
  }: ActivationToAssess): Promise<Assessment> {
    const log = await readAct(event, windowMs);
    const found = log.find((enrollment) => isTheSame(enrollment, event));
    if (found?.userId !== userId) return { found: false };

    const ownerId = ownerOf(found, log, windowMs);
    const act = log
      .filter((enrollment) => ownerOf(enrollment, log, windowMs) === reactionId)
      .filter(({ uuid }) => !seen.includes(uuid))
      .sort((one, other) => one.published.localeCompare(other.published));
    const own = { actors: ownActors, tokenOwner: await tokenOwnerOf(act) };
    if (act.every((enrollment) => actorKindOf({ enrollment, own }) === 'preenroll')) {
      const unasked = { user: nobody, earlierCountries: undefined, isWithinHours: undefined };
      const enrollments = act.map((one) => toAssessed(one, { own, settings, ...unasked }));
      return { found: true, ownerId, population: '', enrollments };
    }

    const user = await okta.getUser(userId);
    if (user === undefined) return { found: true, userGone: true };
    const groupIds = await okta.listUserGroupIds(userId);
    const population = choosePopulation(populations, user, groupIds).population.name;
    const { profile } = user;
    const known = {
      ...{ own, settings },
      user: { population, groupIds, profile, adminRoles: await rolesOf(user, groupIds) },
      earlierCountries: await earlierCountriesOf(act),
    };
    const enrollments = act.map((enrollment) =>
      toAssessed(enrollment, { ...known, isWithinHours: isWithinHours(enrollment, profile) }),
    );
    return { found: true, ownerId, population, enrollments };
  }

  /** One page: what is about the same user around the time of the event, and the event itself. */
  async function readAct(event: OktaEvent, windowMs: number): Promise<Enrollment[]> {
    const begin = new Date(windowBegin(event.published, windowMs)).getTime();
    const kept = Date.now() - logIsKeptForMs;
    // Okta refuses a search that begins long before what it keeps.
    if (new Date(event.published).getTime() < kept) return [];
    const ofUser = `(eventType eq "${factorActivatedEventType}" and target.id eq "${event.userId}")`;
    const filter = isDerivedUuid(event.uuid) ? ofUser : `uuid eq "${event.uuid}" or ${ofUser}`;
    const events = await okta.listLogEvents({
      since: new Date(Math.max(begin - windowMs - clockSlackMs, kept)),
      filter,
    });
    return events
      .flatMap((value) => readEnrollment(value) ?? [])
      .filter(({ userId }) => userId === event.userId);
  }

  /** Nobody is asked where no token was used. */
  async function tokenOwnerOf(act: readonly Enrollment[]): Promise<string | undefined> {
    return act.some(({ apiTokenId }) => apiTokenId !== undefined) ? okta.getOwnUserId() : undefined;
  }

  async function rolesOf(
    { id, profile }: OktaUser,
    groupIds: readonly string[],
  ): Promise<string[] | undefined> {
    const isAsked = settings.privileged.adminRoles !== undefined;
    if (!isAsked || privilegeWithoutRoles({ groupIds, profile }, settings)) return undefined;
    return okta.listAdminRoles(id);
  }

  async function earlierCountriesOf(act: readonly Enrollment[]): Promise<string[] | undefined> {
    const { newCountry } = settings.highRisk;
    const first = act.find(
      ({ country, actorId, userId }) => country !== undefined && actorId === userId,
    );
    if (newCountry === undefined || first === undefined) return undefined;
    const { lookBackMs, settledMs } = newCountry;
    const at = new Date(first.published).getTime();
    const events = await okta.listLogEvents({
      since: new Date(Math.max(at - lookBackMs, Date.now() - logIsKeptForMs)),
      filter: `eventType eq "user.session.start" and actor.id eq "${first.userId}"`,
    });
    return readCountries(events, new Date(at - settledMs));
  }

  function isWithinHours(
    { published }: Enrollment,
    profile: Record<string, unknown>,
  ): boolean | undefined {
    const { outsideHours } = settings.highRisk;
    if (outsideHours === undefined) return undefined;
    const at = new Date(published);
    return (
      nextWorkingTime(at, outsideHours, zoneOf(profile, outsideHours)).getTime() === at.getTime()
    );
  }

  return { assessActivation };
}

function isTheSame({ uuid, published }: Enrollment, event: OktaEvent): boolean {
  return isDerivedUuid(event.uuid) ? published === event.published : uuid === event.uuid;
}

function toAssessed(
  enrollment: Enrollment,
  known: Omit<EnrollmentToClassify, 'enrollment'>,
): AssessedEnrollment {
  const { uuid, published, actorId } = enrollment;
  const who = actorId === undefined ? {} : { actorId };
  return { uuid, published, ...who, ...classifyEnrollment({ enrollment, ...known }) };
}
