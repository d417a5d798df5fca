import type { Population } from '../activities/enrollment-settings.js';
import type { ConfigFile } from './file/config-file.js';

/** A population of the file, or what the file says for all, in the words of the activities. */
export function toPopulation(
  file: Omit<NonNullable<ConfigFile['populations']>[number], 'name'> & { name: string },
  groups: Population['groups'],
): Population {
  const { name, phone, completion, checkPolicies, hires, waiting } = file;
  const { batchAttribute, startDateAttribute } = file;
  const { reminders, workingHours, linkLifetime, escalation, expiry } = waiting;
  return {
    ...{ name, groups, hires, batchAttribute, startDateAttribute },
    trustsGroupA: file.groups.trustA ?? false,
    phoneAttributes: phone.attributes,
    defaultCountry: phone.defaultCountry,
    phoneCountries: phone.countries,
    holdsSharedPhones: phone.holdShared,
    holdsChangedPhones: phone.holdChanged,
    checksPolicies: checkPolicies,
    completionRule: completion,
    waiting: {
      ...{ reminders, workingHours, linkLifetime, escalation },
      expiry: {
        after: expiry.after,
        removesFromGroupA: expiry.groupA === 'remove',
        unenrollsSms: expiry.smsFactor === 'unenroll',
      },
    },
    sittingDays: file.sittingDays,
  };
}
