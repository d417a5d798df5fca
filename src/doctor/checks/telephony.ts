import { check, failure, ok, unknown, warning } from '../check.js';

export const telephonyChecks = [
  check('phone-authenticator', {
    title: 'The phone is active in the org',
    needs: ['organization', 'phoneAuthenticator'],
    remedy:
      'Add or activate the phone with text messages: Security > Authenticators (Classic: Multifactor > SMS Authentication).',
    byHand: 'Look at Security > Authenticators (Classic: Multifactor > Factor Types).',
    judge({ organization, phoneAuthenticator: { authenticator, smsMethod } }) {
      if (authenticator === undefined) {
        return organization.engine === 'classic'
          ? unknown('Classic does not list its factor types here')
          : failure('there is no phone authenticator');
      }
      if (authenticator.status !== 'ACTIVE') return failure(`the phone is ${authenticator.status}`);
      if (smsMethod === undefined)
        return organization.engine === 'classic'
          ? ok('ACTIVE')
          : unknown('Okta does not tell of text messages');
      return smsMethod === 'ACTIVE'
        ? ok('ACTIVE, with text messages')
        : failure(`text messages are ${smsMethod}`);
    },
  }),

  check('telephony-provider', {
    title: 'A telephony provider is configured',
    needs: ['telephonyProviders'],
    remedy:
      'Connect a telephony provider or a telephony inline hook (Customizations > Telephony, Workflow > Inline Hooks): Okta sends no texts of its own since 2024.',
    byHand:
      'Look whether a provider or a telephony inline hook is active: Customizations > Telephony, Workflow > Inline Hooks.',
    judge({ telephonyProviders }) {
      if (telephonyProviders.length === 0) {
        return warning(
          'there is no provider; an inline hook, or Okta itself in an older contract, may send: look by hand',
        );
      }
      const active = telephonyProviders.filter(({ isEnabled }) => isEnabled);
      if (active.length === 0) return failure('there is a provider, and none is active');
      return active.some(({ isPrimary }) => isPrimary)
        ? ok(`${active.length} active`)
        : warning('none that is active is the primary one');
    },
  }),
];
