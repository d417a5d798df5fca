import { createTransport } from 'nodemailer';
import { MailError, type Mailer } from './mailer.js';

export interface SmtpMailerOptions {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  url: string;
  /** An address, or a name with an address in angle brackets. */
  from: string;
  /**
   * For the whole dialogue. The default leaves room for a call to Okta below the activity's 30 seconds, so that no attempt
   * overlaps the next.
   */
  timeoutMs?: number;
}

/** {@link Mailer} over SMTP. Each mail has a connection of its own: there are two mails per hire, not a stream of them. */
export function createSmtpMailer({ url, from, timeoutMs = 20_000 }: SmtpMailerOptions): Mailer {
  const transport = createTransport({ url });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'preenroll.invalid';

  return {
    async send({ to, messageId, ...mail }) {
      try {
        await transport.sendMail({
          ...mail,
          from,
          // Not as text, which may hold several addresses.
          to: { name: '', address: to },
          messageId: `<${messageId}@${domain}>`,
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        throw toMailError(error);
      }
    },
  };
}

/** What nodemailer adds to its errors. */
interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
}

// A 5xx to these speaks of this mail; a 5xx to the greeting or to a log-in speaks of our own set-up.
const mailCommands = ['MAIL FROM', 'RCPT TO', 'DATA'];

/** What a failure of the mail server means: codes only. */
export function toMailError(error: unknown): MailError {
  const { code, command, responseCode } = error as SmtpError;
  const permanent =
    responseCode === undefined
      ? code === 'EENVELOPE' // nodemailer itself refuses the address
      : responseCode >= 500 && mailCommands.includes(command ?? '');
  return new MailError(
    permanent,
    [code, command, responseCode].filter(Boolean).join(' ') || 'unknown',
  );
}
