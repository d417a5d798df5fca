import type { Population } from '../activities/enrollment-settings.js';
import { isExpectedCountry, readPhoneNumber } from '../activities/phone-number.js';
import { choosePopulation } from '../activities/read-hire.js';
import type { AttentionReason } from '../contract/attention.js';
import type { SkipReason } from '../contract/pre-enroll-user.js';
import type { OktaUser } from '../okta/okta-client.js';
import { decideSkip } from '../workflows/decide-skip.js';
import type { Person } from './person.js';

/** What a backfill would do with somebody, as far as it can be told before. */
type Judgement =
  | { plan: 'enroll' }
  | { plan: 'skip'; because: SkipReason | 'has-a-run' }
  | { plan: 'hold'; because: AttentionReason };

export type JudgedPerson = Pick<Person, 'line' | 'userId' | 'startDate'> & Judgement;

export interface Circumstances {
  populations: readonly Population[];
  /** Those of the populations' groups that somebody is in. */
  groupIdsOf: (userId: string) => readonly string[];
  hasRun: (userId: string) => boolean;
}

/** Somebody of whom Okta has told. */
export type KnownPerson = Person & { known: OktaUser };

/**
 * Says of each whether the run would enroll, skip or hold the person, by the rules of the run itself. A number that several of them have holds them
 * all; one that somebody else has too is only found by the run.
 */
export function judgePeople(
  people: readonly KnownPerson[],
  circumstances: Circumstances,
): JudgedPerson[] {
  const looked = people.map((person) => ({ person, ...look(person, circumstances) }));
  const holders = new Map<string, number>();
  for (const { e164 } of looked) {
    if (e164 !== undefined) holders.set(e164, (holders.get(e164) ?? 0) + 1);
  }
  return looked.map(({ person, judgement, e164, holdsShared }) => {
    const { line, userId, startDate } = person;
    const isShared = holdsShared && e164 !== undefined && (holders.get(e164) ?? 0) > 1;
    return {
      ...{ line, userId },
      ...(startDate !== undefined && { startDate }),
      ...(isShared && judgement.plan === 'enroll'
        ? { plan: 'hold', because: 'phone-shared' as const }
        : judgement),
    };
  });
}

interface Look {
  judgement: Judgement;
  holdsShared: boolean;
  /** Of whoever is enrolled. */
  e164?: string;
}

function look(
  { userId, phone, known }: KnownPerson,
  { populations, groupIdsOf, hasRun }: Circumstances,
): Look {
  const groupIds = groupIdsOf(userId);
  const { population, notConcerned } = choosePopulation(populations, known, groupIds);
  const { holdsSharedPhones: holdsShared, groups } = population;
  if (hasRun(userId)) return { holdsShared, judgement: { plan: 'skip', because: 'has-a-run' } };
  const skipped = decideSkip({
    userStatus: known.status,
    inGroupA: groupIds.includes(groups.A),
    inGroupB: groupIds.includes(groups.B),
    ...(notConcerned !== undefined && { notConcerned }),
  });
  if (skipped !== undefined) return { holdsShared, judgement: { plan: 'skip', because: skipped } };
  const number =
    phone === undefined
      ? readPhoneNumber(known.profile, population)
      : readPhoneNumber({ phone }, { ...population, phoneAttributes: ['phone'] });
  if ('unusable' in number) {
    return { holdsShared, judgement: { plan: 'hold', because: number.unusable } };
  }
  return {
    holdsShared,
    ...(isExpectedCountry(number, population)
      ? { e164: number.e164, judgement: { plan: 'enroll' } }
      : { judgement: { plan: 'hold', because: 'phone-country-unexpected' } }),
  };
}
