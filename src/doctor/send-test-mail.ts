import { MailError } from '../mail/mailer.js';
import { createSmtpMailer } from '../mail/smtp-mailer.js';
import type { CheckResult } from '../contract/doctor.js';

const about = { id: 'smtp-test-mail', title: 'A test mail is taken by the mail server' };
const remedy = 'See SMTP_URL and MAIL_FROM, and whether the mail server relays to that address.';

/** Sends one mail to the address. Each call sends another. The address is not part of the result. */
export async function sendTestMail(
  smtp: { url: string; from: string } | undefined,
  to: string,
): Promise<CheckResult> {
  if (smtp === undefined) {
    return { ...about, status: 'unknown', evidence: 'SMTP_URL is not set here', remedy };
  }
  try {
    await createSmtpMailer(smtp).send({
      ...{ to, messageId: `doctor.${Date.now()}` },
      subject: 'preenroll: a test mail',
      text: 'This mail was sent by `preenroll doctor --test-mail`.\n',
      html: '<p>This mail was sent by <code>preenroll doctor --test-mail</code>.</p>',
    });
    return {
      ...about,
      status: 'ok',
      evidence: 'the mail server has taken it: see whether it arrives',
    };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return { ...about, status: 'failure', evidence: error.message, remedy };
  }
}
