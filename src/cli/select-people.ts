import { askOkta, type AskOkta } from '../ask-okta.js';
import { checkPeople } from '../backfill/check-people.js';
import { listPeople } from '../backfill/list-people.js';
import { lookUpPeople } from '../backfill/look-up-people.js';
import type { Selection } from '../backfill/name-backfill.js';
import { isUserId, type Person } from '../backfill/person.js';
import { PeopleFileError, readPeopleFile } from '../backfill/read-people-file.js';
import type { BadRow } from '../backfill/row-problems.js';
import { sortPeople } from '../backfill/sort-people.js';
import type { BackfillConfig, OktaLookupConfig } from '../configuration/config.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

/** Who is selected, those first who start first, and the rows that nobody can be enrolled by. */
export interface SelectedPeople {
  people: Person[];
  bad: BadRow[];
}

/**
 * Reads who is meant, and asks Okta about those of whom it has to tell: about logins, and with `knowsAll` about ids, too.
 *
 * @throws InputError if the file is none
 */
export async function selectPeople(
  selection: Selection,
  { defaultCountries, startDateAttributes }: BackfillConfig,
  { startDate, knowsAll }: { startDate: string | undefined; knowsAll: boolean },
  ask: AskOkta,
): Promise<SelectedPeople> {
  const checks = { defaultCountries, startDate, believesIds: !knowsAll };
  if (!('csv' in selection)) {
    const { people, deactivated } = await ask((okta) =>
      listPeople(okta, selection, startDateAttributes, sayWait),
    );
    if (deactivated > 0) say(`${deactivated} of them are deactivated, and left out.`);
    return sorted(checkPeople(people, { ...checks, found: () => undefined }));
  }
  const { people, bad } = readFile(selection.csv);
  const asked = people.map(({ user }) => user).filter((user) => knowsAll || !isUserId(user));
  const found =
    asked.length === 0 ? () => undefined : await ask((okta) => lookUpPeople(okta, asked, sayWait));
  const checked = checkPeople(people, { ...checks, found });
  return sorted({ people: checked.people, bad: [...bad, ...checked.bad] });
}

/** What a command asks Okta with: at a gentle pace, so that the workers go on. */
export function createAsk({ okta, pacing }: BackfillConfig): AskOkta {
  const config = checkOkta(okta);
  return (ask) =>
    askOkta(
      config,
      ask,
      { whatFailed: 'it cannot be told who is meant' },
      { pacing: { share: pacing.share } },
    );
}

function checkOkta(config: OktaLookupConfig | undefined): OktaLookupConfig {
  if (config !== undefined) return config;
  throw new ConfigurationError(
    'To ask Okta who is meant, set OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN, or a service app; or give a file with Okta ids (00u…, 20 characters).',
  );
}

function sorted({ people, bad }: SelectedPeople): SelectedPeople {
  return { people: sortPeople(people), bad: bad.toSorted((a, b) => a.line - b.line) };
}

export function sayWait(seconds: number): void {
  if (seconds >= 5) say(`Okta's rate limit is used up: it goes on in ${Math.ceil(seconds)} s.`);
}

function readFile(text: string) {
  try {
    return readPeopleFile(text);
  } catch (error) {
    throw error instanceof PeopleFileError ? new InputError(error.message) : error;
  }
}
