import type { EnrollmentSettings, Population } from '../../src/activities/enrollment-settings.js';

/** One population under the strictest rules, in which nothing happens by itself while a run waits, unless told otherwise. */
export function createSettings(
  groups: Population['groups'],
  overrides: Partial<Population> = {},
): EnrollmentSettings {
  return { populations: [createPopulation(groups, overrides)], ownActors: [] };
}

function createPopulation(
  groups: Population['groups'],
  overrides: Partial<Population> = {},
): Population {
  return {
    ...{ name: 'default', groups, trustsGroupA: false },
    phoneAttributes: ['mobileNumber', 'mobilePhone'],
    ...{ holdsSharedPhones: true, holdsChangedPhones: true, checksPolicies: true },
    ...{ completionRule: 'mfa-verified', sittingDays: 14 },
    waiting: quietWaiting,
    ...overrides,
  };
}

const day = 24 * 60 * 60_000;

/** Nobody is reminded or told, and nobody expires. */
export const quietWaiting: Population['waiting'] = {
  reminders: [],
  workingHours: {
    ...{ from: 9 * 60, to: 17 * 60, days: [1, 2, 3, 4, 5] },
    ...{ timeZoneAttribute: 'timezone', timeZone: 'UTC' },
  },
  // Above any wait of a test: no mail goes out to renew a link.
  linkLifetime: 365 * day,
  escalation: { managerAttribute: 'managerId' },
  expiry: { removesFromGroupA: false, unenrollsSms: false },
};
