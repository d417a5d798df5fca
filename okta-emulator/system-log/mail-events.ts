import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import type { LogOutcome, LogTarget } from './log-event.js';
import { userTarget } from './log-record.js';

/** What became of one mail. */
export interface MailDelivery {
  outcome: LogOutcome & { reason: 'delivered' | 'deferred' | 'bounce' | 'dropped' };
  /** What the mail server or the mail provider said; empty if it did not say a thing. */
  providerMessage: string;
}

/**
 * Records `system.email.delivery`. No whole sample of it is public. Okta's articles and tools that read it agree on the reasons, and on
 * `providerMessage`; https://support.okta.com/help/s/article/email-delivery-failure-bounce-due-to-451-internal-resource-temporarily-unavailable.
 * The one sample with targets, shortened and made anonymous by whoever published it, has a single target of type `email` whose id and name
 * are the address. Whether Okta names the user besides is unconfirmed: `mailEventsNameUser` chooses.
 */
export function recordMailDelivery(
  org: Org,
  user: User,
  address: string,
  { outcome, providerMessage }: MailDelivery,
): void {
  org.log.record({
    eventType: 'system.email.delivery',
    target: [
      ...(org.settings.mailEventsNameUser ? [userTarget(user)] : []),
      addressTarget(address),
    ],
    outcome,
    debugData: { ...(providerMessage !== '' && { providerMessage }) },
  });
}

function addressTarget(address: string): LogTarget {
  return {
    id: address,
    type: 'email',
    alternateId: 'unknown',
    displayName: address,
    detailEntry: null,
  };
}
