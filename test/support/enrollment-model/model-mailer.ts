import { MailError, type Mailer } from '../../../src/mail/mailer.js';
import { createFakeMailer, type FakeMailer } from '../fake-mailer.js';
import type { Fact } from './facts.js';

export type MailFault = 'asks to come back' | 'takes it, and the answer is lost' | 'refuses it';

/** A mail server that tells what it took, and can be made to fail. */
export interface ModelMailer extends Mailer, Pick<FakeMailer, 'mails'> {
  failNext(fault: MailFault): void;
  /** True while a refusal for good is still to strike. */
  willRefuse(): boolean;
  /** What was planned and has not struck is forgotten. */
  heal(): void;
}

/** @param onRefusal when a mail is refused for good */
export function createModelMailer(note: (fact: Fact) => void, onRefusal: () => void): ModelMailer {
  const taken = createFakeMailer();
  let planned: MailFault[] = [];
  return {
    mails: taken.mails,
    async send(mail) {
      const { messageId } = mail;
      const fault = planned.shift();
      if (fault === 'asks to come back') throw new MailError(false, '451');
      if (fault === 'refuses it') {
        onRefusal();
        throw new MailError(true, '550');
      }
      await taken.send(mail);
      note({ fact: 'mail taken', messageId });
      if (fault === undefined) return;
      note({ fact: 'answer lost', messageId });
      throw new MailError(false, 'ETIMEDOUT');
    },
    failNext(fault) {
      planned.push(fault);
    },
    willRefuse: () => planned.includes('refuses it'),
    heal() {
      planned = [];
    },
  };
}
