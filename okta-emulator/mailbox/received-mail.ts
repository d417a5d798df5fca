import { randomUUID } from 'node:crypto';

import PostalMime from 'postal-mime';

/** One accepted message. A message for two recipients is one mail with two addresses in `to`. */
export interface ReceivedMail {
  /** Of this copy: a mail that is sent twice arrives twice, with two ids and one `messageId`. */
  id: string;
  /** The envelope's recipients: who really got it, whatever the header says. */
  to: string[];
  from: string;
  subject: string;
  /** Empty where the message has no such part. */
  text: string;
  html: string;
  messageId: string;
  /** ISO 8601. */
  receivedAt: string;
}

/** Reads a MIME message as it came over SMTP. */
export async function readMail(
  raw: Uint8Array,
  envelope: { to: string[]; from: string },
): Promise<ReceivedMail> {
  const { subject = '', text = '', html = '', messageId = '' } = await PostalMime.parse(raw);
  return {
    id: randomUUID(),
    ...envelope,
    subject,
    text,
    html,
    messageId,
    receivedAt: new Date().toISOString(),
  };
}
