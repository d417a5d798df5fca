import type { Mail, Mailer } from '../../src/mail/mailer.js';
import { withFaults, type FaultyPort } from './faulty-port.js';

export interface FakeMailer extends Mailer, FaultyPort<Mailer> {
  /** Every mail that was accepted, in order. */
  readonly mails: readonly Mail[];
}

/** A {@link Mailer} that keeps what it is given. */
export function createFakeMailer(): FakeMailer {
  const mails: Mail[] = [];
  const mailer = withFaults<Mailer>({
    send(mail) {
      mails.push(mail);
    },
  });
  return { ...mailer, mails };
}
