import type { Org } from '../state/org.js';
import type { MailDelivery } from '../system-log/mail-events.js';

/** From now on no mail of Okta's reaches the address. */
export function startBouncing(org: Org, address: string): void {
  org.bounces.set(address.toLowerCase(), 'bounce');
}

/**
 * What becomes of a mail to an address that takes none: the first one bounces, and those after it are dropped, because Okta's mail
 * provider does not try the address again. https://support.okta.com/help/s/article/troubleshooting-okta-email-delivery-issues
 *
 * @returns undefined if the address takes mail.
 */
export function takeBounce(org: Org, address: string): MailDelivery | undefined {
  const key = address.toLowerCase();
  const reason = org.bounces.get(key);
  if (reason === undefined) return undefined;
  org.bounces.set(key, 'dropped');
  return {
    outcome: { result: 'FAILURE', reason },
    providerMessage:
      reason === 'bounce' ? '550 5.1.1 The email account does not exist' : 'Bounced Address',
  };
}
