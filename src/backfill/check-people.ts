import type { CountryCode } from 'libphonenumber-js/max';
import { readPhoneNumber } from '../activities/phone-number.js';
import type { OktaUser } from '../okta/okta-client.js';
import { isUserId, type Person, type SelectedPerson } from './person.js';
import type { BadRow, RowProblem } from './row-problems.js';
import { readStartDate } from './start-dates.js';

export interface Checks {
  /** Whether an id counts that Okta was not asked about, or does not know. */
  believesIds: boolean;
  /** What Okta said to a login or an id, if it was asked. */
  found: (user: string) => OktaUser | undefined;
  /** Those of the populations: a number without `+` may be from any. */
  defaultCountries: readonly (CountryCode | undefined)[];
  /** For whoever has no start date of his own. */
  startDate?: string | undefined;
}

/** Separates those who can be enrolled from the rows that nobody can be enrolled by. Of two rows with one person the first counts. */
export function checkPeople(
  selected: readonly SelectedPerson[],
  checks: Checks,
): { people: Person[]; bad: BadRow[] } {
  const people: Person[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const each of selected) {
    const checked = checkPerson(each, checks);
    if (typeof checked === 'string') bad.push({ line: each.line, problem: checked });
    else if (seen.has(checked.userId)) bad.push({ line: each.line, problem: 'repeated' });
    else {
      seen.add(checked.userId);
      people.push(checked);
    }
  }
  return { people, bad };
}

function checkPerson(
  { line, user, phone, startDate: written, known }: SelectedPerson,
  { found, believesIds, defaultCountries, startDate: forAll }: Checks,
): Person | RowProblem {
  const told = known ?? found(user);
  const userId = told?.id ?? (believesIds && isUserId(user) ? user : undefined);
  if (userId === undefined) return 'user-unknown';
  if (told?.status === 'DEPROVISIONED') return 'user-deactivated';
  if (written !== undefined && readStartDate(written) === undefined) return 'start-date-unreadable';
  if (phone !== undefined && !isUsable(phone, defaultCountries)) return 'phone-unusable';
  const startDate = written ?? forAll;
  return {
    ...{ line, userId },
    ...(phone !== undefined && { phone }),
    ...(startDate !== undefined && { startDate }),
    ...(told && { known: told }),
  };
}

function isUsable(phone: string, countries: Checks['defaultCountries']): boolean {
  return countries.some((defaultCountry) => {
    const read = readPhoneNumber({ phone }, { phoneAttributes: ['phone'], defaultCountry });
    return 'e164' in read;
  });
}
