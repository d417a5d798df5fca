import type { AuditStore } from '../audit/audit-store.js';
import type { EarlierEnrollment, EndedJourney } from '../contract/earlier-enrollment.js';
import type { OktaClient, OktaUser } from '../okta/okta-client.js';
import type { EnrollmentSettings, Population } from './enrollment-settings.js';
import type { HireReference } from './hire-reference.js';
import { createPopulationOf } from './populations.js';
import { readJourney } from './read-journey.js';

/** What the workflow must know of a user before it begins. No personal data. */
export interface Hire {
  /** Okta's user status, or DELETED where Okta knows no such user. */
  userStatus: string;
  inGroupA: boolean;
  inGroupB: boolean;
  /** What the configuration wants of a hire and the user does not have. Okta never changes the type of a new user; groups may follow. */
  notConcerned?: 'user-type' | 'groups';
  /** The population that the hire belongs to. */
  population?: string;
  /** The batch that the hire belongs to: what its population's attribute says, if it is a plain word. */
  batch?: string;
  /** The first working day, `2026-12-01`, where the population's attribute holds one. */
  startDate?: string;
  /** There is an audit store: how the run ends is recorded in it. */
  isAudited?: true;
  /** What it says of a journey that has not ended, or of how the last one did. */
  earlier?: EarlierEnrollment;
  ended?: EndedJourney;
}

// It is shown in every list of runs: a start date or the name of a cohort, nothing longer.
const plainWord = /^[\w.:-]{1,40}$/;

export function createReadHire(
  okta: OktaClient,
  settings: EnrollmentSettings,
  audit?: Pick<AuditStore, 'read'>,
) {
  const populationOf = createPopulationOf(settings);

  /**
   * Reads the user and the groups; changes nothing.
   *
   * @param looksBack reads too what the audit store says was done for the user before
   * @throws AuditUnavailableError if it has to look back and cannot
   */
  async function readHire({
    userId,
    population: known,
    looksBack = false,
  }: HireReference & { looksBack?: boolean }): Promise<Hire> {
    const before = looksBack ? await lookBack(userId) : {};
    const user = await okta.getUser(userId);
    if (user === undefined) {
      return { ...before, userStatus: 'DELETED', inGroupA: false, inGroupB: false };
    }
    const groupIds = await okta.listUserGroupIds(userId);
    const { population, notConcerned } =
      known === undefined
        ? choosePopulation(settings.populations, user, groupIds)
        : { population: populationOf(known), notConcerned: undefined };
    const batch = readBatch(user, population);
    const startDate = readStartDate(user, population.startDateAttribute);
    return {
      ...before,
      ...(notConcerned !== undefined && { notConcerned }),
      ...(batch !== undefined && { batch }),
      ...(startDate !== undefined && { startDate }),
      population: population.name,
      userStatus: user.status,
      inGroupA: groupIds.includes(population.groups.A),
      inGroupB: groupIds.includes(population.groups.B),
    };
  }

  async function lookBack(userId: string): Promise<Pick<Hire, 'isAudited' | 'earlier' | 'ended'>> {
    if (audit === undefined) return {};
    return { isAudited: true, ...readJourney(userId, await audit.read(userId)) };
  }

  return { readHire };
}

/** Whoever is in a Group A belongs to its population, whatever else changes; all others to the first that takes them. */
export function choosePopulation(
  populations: readonly Population[],
  user: OktaUser,
  groupIds: readonly string[],
): { population: Population; notConcerned?: Hire['notConcerned'] } {
  const judged = populations.map((population) => ({
    population,
    isInGroupA: groupIds.includes(population.groups.A),
    notConcerned: whyNotConcerned(population, user, groupIds),
  }));
  const chosen =
    judged.find(({ isInGroupA, notConcerned }) => isInGroupA && notConcerned === undefined) ??
    judged.find(({ isInGroupA }) => isInGroupA) ??
    judged.find(({ notConcerned }) => notConcerned === undefined) ??
    // The missing groups may follow.
    judged.find(({ notConcerned }) => notConcerned === 'groups') ??
    judged[0];
  if (chosen === undefined) throw new Error('There is no population in the settings');
  return chosen;
}

function whyNotConcerned(
  { hires }: Population,
  { typeId = '' }: OktaUser,
  groupIds: readonly string[],
): Hire['notConcerned'] {
  const { userTypes, groups } = hires ?? { userTypes: [], groups: [] };
  if (userTypes.length > 0 && !userTypes.includes(typeId)) return 'user-type';
  if (groups.length > 0 && !groups.some((id) => groupIds.includes(id))) return 'groups';
  return undefined;
}

function readBatch({ profile }: OktaUser, { batchAttribute }: Population): string | undefined {
  const value = batchAttribute === undefined ? undefined : profile[batchAttribute];
  return typeof value === 'string' && plainWord.test(value) ? value : undefined;
}

/** The first working day, where the attribute holds a date. Of a date with a time, the date; nothing else counts. */
export function readStartDate(
  { profile }: OktaUser,
  attribute: string | undefined,
): string | undefined {
  const value = attribute === undefined ? undefined : profile[attribute];
  return typeof value === 'string' ? /^\d{4}-\d\d-\d\d(?=T|$)/.exec(value)?.[0] : undefined;
}
