import { createTransport } from 'nodemailer';
import { toMailError } from './smtp-mailer.js';

/**
 * Connects, says hello and logs in, and sends nothing. Rejects with `MailError`.
 *
 * @param url as in SMTP_URL
 */
export async function verifyMailServer(
  url: string,
  { requireTls = false }: { requireTls?: boolean } = {},
): Promise<void> {
  const transport = createTransport({
    ...{ url, requireTLS: requireTls },
    ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 5_000 },
  });
  try {
    await transport.verify();
  } catch (error) {
    throw toMailError(error);
  } finally {
    transport.close();
  }
}
