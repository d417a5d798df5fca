import { check, failure, unknown, warning, type Check } from '../check.js';
import type { DoctorSettings } from '../evidence.js';

const hour = 60 * 60_000;

export const activationChecks: Check[] = [
  check('secondary-mail', {
    title: 'Activation mails go to the secondary address too',
    needs: ['userAttributes', 'sampledUsers'],
    remedy:
      'Enable it in Customizations > Other > Optional User Account Fields, and have HR fill secondEmail: before the first day nobody reads the primary address.',
    byHand:
      'No API of Okta tells it. Look at Customizations > Other > Optional User Account Fields: Secondary email must be enabled.',
    judge({ userAttributes, sampledUsers: { users } }) {
      if (!userAttributes.some(({ name }) => name === 'secondEmail')) {
        return warning('the profile has no secondEmail');
      }
      const filled = users.filter(({ profile }) => Boolean(profile['secondEmail'])).length;
      if (users.length > 0 && filled === 0)
        return warning(`none of ${users.length} users has a secondEmail`);
      return unknown(
        `no API tells whether it is enabled; ${filled} of ${users.length} users have a secondEmail`,
        'Look at Customizations > Other > Optional User Account Fields: Secondary email must be enabled.',
      );
    },
  }),

  check('link-lifetime', {
    title: 'Activation links live as long as the reminders count on',
    needs: ['settings'],
    remedy:
      'Set waiting.linkLifetime to what the org has: Security > General > Activation emails are valid for.',
    byHand:
      'Compare Security > General > Activation emails are valid for with waiting.linkLifetime.',
    judge({ settings }) {
      const lifetimes = settings.populations.map(({ waiting }) => waiting.linkLifetime);
      const shortest = Math.min(...lifetimes);
      // https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/ : 8 hours to 180 days
      if (shortest < 8 * hour || Math.max(...lifetimes) > 180 * 24 * hour) {
        return failure(
          `${describeLifetimes(settings)} are configured: Okta's links live 8 hours to 180 days`,
        );
      }
      return unknown(
        `no API tells it; the reminders count on ${describeLifetimes(settings)}`,
        'Compare Security > General > Activation emails are valid for with waiting.linkLifetime: a link that ends earlier is dead when the next reminder comes.',
      );
    },
  }),
];

function describeLifetimes({ populations }: DoctorSettings): string {
  const days = populations.map(
    ({ waiting }) => Math.round((waiting.linkLifetime / (24 * hour)) * 10) / 10,
  );
  return `${[...new Set(days)].join(', ')} days`;
}
