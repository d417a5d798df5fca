import { Duration } from 'luxon';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { displayName } from '../state/user.js';
import { recordMailDelivery } from '../system-log/mail-events.js';
import { takeBounce } from './bounces.js';

/** Mails the activation link to the primary address, and to the secondary one if there is one and the org allows it. */
export function mailActivationLink(org: Org, user: User, url: string): void {
  const { email, secondEmail } = user.profile;
  const secondary = org.settings.secondaryEmailEnabled ? secondEmail : null;
  for (const to of new Set([email, secondary])) {
    if (to !== null) {
      mail(org, user, to, {
        subject: 'Welcome to Okta!',
        lines: [
          'Your organization uses Okta to manage your web applications.',
          `Activate your Okta account: ${url}`,
          `This link expires in ${inWords(org.settings.activationLinkLifetimeMs)} and works once.`,
        ],
      });
    }
  }
}

/** Mails a user who was activated without having to visit a link; to the primary address only. */
export function mailSignInLink(org: Org, user: User): void {
  mail(org, user, user.profile.email, {
    subject: 'Your Okta account is ready',
    lines: [`Sign in to Okta: ${org.url}/`, `Your username is ${user.profile.login}.`],
  });
}

/** Mails a code for an address that is being enrolled, to that address. */
export function mailCode(org: Org, user: User, to: string, code: string, lifetimeMs: number): void {
  mail(org, user, to, {
    subject: 'Confirm your email address',
    lines: [
      `Your verification code is ${code}.`,
      `This code expires in ${inWords(lifetimeMs)} and works once.`,
    ],
  });
}

function mail(
  org: Org,
  user: User,
  to: string,
  { subject, lines }: { subject: string; lines: string[] },
): void {
  const bounce = takeBounce(org, to);
  if (bounce) {
    // Okta hears of a bounce when the call that sent the mail is long answered.
    setImmediate(() => {
      recordMailDelivery(org, user, to, bounce);
    });
    return;
  }
  const text = [`Hi ${displayName(user)},`, ...lines].join('\n\n') + '\n';
  org.activationMailer.send({ to, subject, text }, (delivery) => {
    recordMailDelivery(org, user, to, delivery);
  });
}

/** Such as `7 days`. */
function inWords(milliseconds: number): string {
  return Duration.fromMillis(milliseconds, { locale: 'en' })
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .toHuman({ showZeros: false });
}
