import { createTransport } from 'nodemailer';
import { setTimeout as delay } from 'node:timers/promises';
import type { MailDelivery } from '../system-log/mail-events.js';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

interface ActivationMail {
  to: string;
  subject: string;
  text: string;
}

export interface ActivationMailer {
  /**
   * Sends one mail in the background; tries again for as long as the mail server can't be reached or asks to come back later.
   *
   * @param report is told DEFERRED after a failed first attempt, and SUCCESS or FAILURE in the end.
   */
  send(mail: ActivationMail, report: (delivery: MailDelivery) => void): void;
  /** Gives up what has not been sent. */
  close(): void;
}

/** Sends Okta's own mails by SMTP. @param smtpUrl such as `smtp://127.0.0.1:1025`. */
export function createActivationMailer(smtpUrl: string): ActivationMailer {
  const transport = createTransport({ url: smtpUrl, ...timeouts });
  const closing = new AbortController();

  async function attempt(mail: ActivationMail): Promise<MailDelivery> {
    try {
      const { response } = await transport.sendMail({
        ...mail,
        from: 'Okta <noreply@okta.example>',
      });
      return { outcome: { result: 'SUCCESS', reason: 'delivered' }, providerMessage: response };
    } catch (error) {
      const { responseCode = 0, response = '' } = error as {
        responseCode?: number;
        response?: string;
      };
      return {
        outcome:
          responseCode >= 500
            ? { result: 'FAILURE', reason: 'bounce' }
            : { result: 'DEFERRED', reason: 'deferred' },
        providerMessage: response,
      };
    }
  }

  async function deliver(mail: ActivationMail, report: (delivery: MailDelivery) => void) {
    let delivery = await attempt(mail);
    if (delivery.outcome.result === 'DEFERRED') report(delivery);
    for (let pauseMs = firstPauseMs; delivery.outcome.result === 'DEFERRED'; pauseMs *= 2) {
      const pause = Math.min(pauseMs, longestPauseMs);
      await delay(pause, undefined, { signal: closing.signal, ref: false });
      delivery = await attempt(mail);
    }
    report(delivery);
  }

  return {
    send(mail, report) {
      deliver(mail, report).catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      });
    },
    close() {
      closing.abort();
      transport.close();
    },
  };
}
