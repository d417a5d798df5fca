import { metricMeter } from '@temporalio/activity';
import { counter } from '../contract/metrics.js';
import { MailError, type Mailer } from '../mail/mailer.js';

/** The same mailer; each attempt to send is counted, by how it ended. For activities only: Temporal's label `activityType` tells which mail it was. */
export function countMails(mailer: Mailer): Mailer {
  return {
    async send(mail) {
      const mails = counter(metricMeter, 'preenroll_mails');
      try {
        await mailer.send(mail);
      } catch (error) {
        const isRefused = error instanceof MailError && error.permanent;
        mails(1, { outcome: isRefused ? 'refused' : 'failed' });
        throw error;
      }
      mails(1, { outcome: 'sent' });
    },
  };
}
