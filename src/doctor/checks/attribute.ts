import { readPhoneNumber } from '../../activities/phone-number.js';
import { check, failure, ok, unknown, warning } from '../check.js';
import type { DoctorSettings, UserSample } from '../evidence.js';

const people = 'Directory > Profile Editor > User (default)';

export const attributeChecks = [
  check('phone-attribute-exists', {
    title: 'The profile has an attribute for the phone',
    needs: ['settings', 'userAttributes'],
    remedy:
      'Name an attribute that exists in phone.attributes (mobilePhone is in every org), or add it: `preenroll setup`.',
    byHand: `Look through ${people}.`,
    judge({ settings, userAttributes }) {
      const known = new Set(userAttributes.map(({ name }) => name));
      const without = settings.populations.filter(
        ({ phoneAttributes }) => !phoneAttributes.some((name) => known.has(name)),
      );
      if (without.length > 0) {
        return failure(
          without
            .map(
              ({ name, phoneAttributes }) =>
                `${name}: none of ${phoneAttributes.join(', ')} exists`,
            )
            .join('; '),
        );
      }
      return ok(
        phoneAttributes(settings)
          .filter((name) => known.has(name))
          .join(', '),
      );
    },
  }),

  check('phone-attribute-writers', {
    title: 'Users cannot change the number that secures them',
    needs: ['settings', 'userAttributes'],
    remedy: `Set the user permission of the attribute to read-only or hidden: ${people}. Else whoever has the session of a user can have the next factor enrolled to a phone of his own.`,
    byHand: `Look at the user permission of the attribute: ${people}.`,
    judge({ settings, userAttributes }) {
      const wanted = phoneAttributes(settings);
      const used = userAttributes.filter(({ name }) => wanted.includes(name));
      if (used.length === 0)
        return unknown('there is no such attribute: see phone-attribute-exists');
      const writable = used.filter(({ self }) => self === 'READ_WRITE');
      if (writable.length > 0) {
        return warning(`writable by the user: ${writable.map(({ name }) => name).join(', ')}`);
      }
      const untold = used.filter(({ self }) => self === undefined);
      return untold.length > 0
        ? unknown(
            `the schema does not say who may write ${untold.map(({ name }) => name).join(', ')}`,
          )
        : ok(used.map(({ name, self }) => `${name} is ${self ?? ''}`).join(', '));
    },
  }),

  check('phone-numbers-filled', {
    title: 'The users have a phone number',
    needs: ['settings', 'sampledUsers'],
    remedy:
      'Have HR fill the attribute before the hire is created: hires without a number are parked as phone-missing.',
    byHand: 'Look at some of the staged users in Directory > People.',
    judge({ settings, sampledUsers }) {
      const { users, missing } = countNumbers(settings, sampledUsers);
      if (users === 0) return unknown('there are no users to look at');
      const evidence = `${users - missing} of ${users} ${describe(sampledUsers)} have one`;
      return missing === 0 ? ok(evidence) : warning(evidence);
    },
  }),

  check('phone-numbers-usable', {
    title: 'The phone numbers are usable',
    needs: ['settings', 'sampledUsers'],
    remedy:
      'Have HR write numbers of mobile phones with + and the country code, or set phone.defaultCountry: the others are parked as phone-unusable.',
    byHand: 'Look at some of the staged users in Directory > People.',
    judge({ settings, sampledUsers }) {
      const { users, missing, unusable } = countNumbers(settings, sampledUsers);
      const filled = users - missing;
      if (filled === 0) return unknown('there are no numbers to look at');
      const evidence = `${filled - unusable} of ${filled} numbers of ${describe(sampledUsers)} can receive texts`;
      return unusable === 0 ? ok(evidence) : warning(evidence);
    },
  }),
];

function phoneAttributes({ populations }: DoctorSettings): string[] {
  return [...new Set(populations.flatMap(({ phoneAttributes }) => phoneAttributes))];
}

/** By the rules of a run. Which population somebody belongs to is not asked: a number is usable if it is for one of them. */
function countNumbers({ populations }: DoctorSettings, { users }: UserSample) {
  const read = users.map(({ profile }) =>
    populations.map((population) => readPhoneNumber(profile, population)),
  );
  const is = (reason: string) => (of: (typeof read)[number]) =>
    of.every((number) => 'unusable' in number && number.unusable === reason);
  const missing = read.filter(is('phone-missing')).length;
  const unusable = read.filter((of) => of.every((number) => 'unusable' in number)).length - missing;
  return { users: users.length, missing, unusable };
}

function describe({ of, isWhole }: UserSample): string {
  return `${isWhole ? '' : 'the first '}${of} users`;
}
