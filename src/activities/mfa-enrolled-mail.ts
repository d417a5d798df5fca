import type { Mailer } from '../mail/mailer.js';
import { renderMfaEnrolledMail } from '../mail/mfa-enrolled.js';
import type { OktaClient } from '../okta/okta-client.js';
import { needsAttention } from './needs-attention.js';

export function createMailActivities(okta: OktaClient, mailer: Mailer) {
  /**
   * Sends "MFA enrolled" to the secondary address, which the hire can read before the first day, or to the primary one.
   * Repeatable as far as SMTP is: if the mail server's answer is lost, a repeat carries the same Message-ID.
   */
  async function sendMfaEnrolledMail({ userId }: { userId: string }): Promise<void> {
    const profile = (await okta.getUser(userId))?.profile ?? {};
    const to = filled(profile['secondEmail']) ?? filled(profile['email']);
    if (to === undefined) throw needsAttention('mail-address-missing');
    await mailer.send({
      to,
      messageId: `mfa-enrolled.${userId}`,
      ...renderMfaEnrolledMail({ firstName: filled(profile['firstName']) }),
    });
  }

  return { sendMfaEnrolledMail };
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
