import type { Population } from '../activities/enrollment-settings.js';
import { choosePopulation } from '../activities/read-hire.js';
import type { Journey } from '../activities/read-journey.js';
import type { SelectedPerson } from '../backfill/person.js';
import { notBefore, type PreHireRule } from '../backfill/start-dates.js';
import { nameOfEnrolledMail, type EarlierEnrollment } from '../contract/earlier-enrollment.js';
import type { SkipReason } from '../contract/pre-enroll-user.js';
import type { OktaUser } from '../okta/okta-client.js';
import { decideSkip, isEndedForGood } from '../workflows/decide-skip.js';

/** Somebody of whom Okta has told. */
export type FoundPerson = Pick<SelectedPerson, 'startDate'> & { known: OktaUser };

/** What was done last, by the audit store: from there the run goes on. */
type Reached =
  | 'nothing-recorded'
  | 'begun'
  | 'group-a'
  | 'phone-enrolled'
  | 'mfa-enrolled-mail'
  | 'activation-mail'
  | 'activation-believed'
  | 'undo-begun';

export type RecoverableHire = { userId: string; oktaStatus: string; inGroupA: boolean } & (
  | { plan: 'start'; goesOnFrom: Reached; startDate?: string; notBefore?: string }
  | { plan: 'leave'; because: SkipReason | 'has-a-run' }
);

export interface Circumstances {
  populations: readonly Population[];
  /** Those of the populations' groups that somebody is in. */
  groupIdsOf: (userId: string) => readonly string[];
  /** Whether Temporal has a run of somebody that is running, or that has come to an end. */
  hasRun: (userId: string) => boolean;
  journeyOf: (userId: string) => Journey;
  rule: PreHireRule;
  now: Date;
}

/** Says of each, by the rules of the run itself, whether a run is started, and how far it was before. */
export function judgePerson(
  { known, startDate }: FoundPerson,
  { populations, groupIdsOf, hasRun, journeyOf, rule, now }: Circumstances,
): RecoverableHire {
  const { id: userId, status } = known;
  const groupIds = groupIdsOf(userId);
  const { population, notConcerned } = choosePopulation(populations, known, groupIds);
  const inGroupA = groupIds.includes(population.groups.A);
  const person = { userId, oktaStatus: status, inGroupA };
  if (hasRun(userId)) return { ...person, plan: 'leave', because: 'has-a-run' };
  const skipped = decideSkip({
    ...{ userStatus: status, inGroupA, inGroupB: groupIds.includes(population.groups.B) },
    ...(notConcerned !== undefined && { notConcerned }),
  });
  if (skipped !== undefined) return { ...person, plan: 'leave', because: skipped };
  const { earlier, ended } = journeyOf(userId);
  if (isEndedForGood(ended, {})) return { ...person, plan: 'leave', because: 'ended-before' };
  // Who has begun waits for no day any more.
  const isBegun = earlier !== undefined || inGroupA;
  const from = isBegun || startDate === undefined ? undefined : notBefore(startDate, rule, now);
  return {
    ...{ ...person, plan: 'start', goesOnFrom: reachedBy(earlier, status) },
    ...(startDate !== undefined && { startDate }),
    ...(from !== undefined && { notBefore: from }),
  };
}

function reachedBy(earlier: EarlierEnrollment | undefined, oktaStatus: string): Reached {
  if (earlier === undefined) return 'nothing-recorded';
  if (earlier.undo !== undefined) return 'undo-begun';
  if (earlier.believed !== undefined) return 'activation-believed';
  // Where Okta was asked and says STAGED, it has not done so.
  if (earlier.activation !== undefined && oktaStatus !== 'STAGED') return 'activation-mail';
  if (earlier.mails[nameOfEnrolledMail(1)] !== undefined) return 'mfa-enrolled-mail';
  if (earlier.enrollments.length > 0) return 'phone-enrolled';
  return earlier.groupASince === undefined ? 'begun' : 'group-a';
}
