import type { CheckResult } from '../contract/doctor.js';
import type { DriftReport } from '../contract/drift.js';
import type { Mailer } from '../mail/mailer.js';
import type { MailRenderer } from '../mail/render-mail.js';
import { readableTime } from '../reaction/readable.js';

export interface DriftDependencies {
  /** Makes the checks that a worker can make; reads only. */
  makeChecks: () => Promise<CheckResult[]>;
  /** Where the alert goes. Empty: into log and metric alone. */
  addresses: readonly string[];
}

export function createDriftActivities(
  { makeChecks, addresses }: DriftDependencies,
  { mailer, mails }: { mailer: Mailer; mails: MailRenderer },
) {
  /** Makes the checks of `preenroll doctor`. Changes nothing, so it may run twice. */
  async function runChecks(): Promise<CheckResult[]> {
    return makeChecks();
  }

  /** Tells the operators what has changed. Repeatable as far as SMTP is: a repeat carries the same Message-ID. */
  async function sendDriftMail({
    at,
    changes,
  }: Pick<DriftReport, 'at' | 'changes'>): Promise<{ sent: number }> {
    const worse = changes.filter(({ isWorse }) => isWorse);
    const list = changes
      .map(({ id, was = 'new', status, evidence, remedy }) =>
        [
          `${id}: ${was} → ${status}`,
          evidence,
          ...(remedy === undefined ? [] : [`> ${remedy}`]),
        ].join('\n  '),
      )
      .join('\n\n');
    for (const to of addresses) {
      await mailer.send({
        to,
        messageId: `drift.${at.replace(/\D/g, '')}`,
        ...mails.render('drift', undefined, { worse: worse.length, at: readableTime(at), list }),
      });
    }
    return { sent: addresses.length };
  }

  return { runChecks, sendDriftMail };
}
