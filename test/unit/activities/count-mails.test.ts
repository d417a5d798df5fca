import assert from 'node:assert/strict';
import { noopMetricMeter, type MetricCounter, type MetricMeter } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { countMails } from '../../../src/activities/count-mails.js';
import { MailError } from '../../../src/mail/mailer.js';

describe('mails', () => {
  it('are counted by how the attempt to send them ended, which it changes nothing of', async () => {
    const counted: string[] = [];
    const metricMeter = Object.assign(Object.create(noopMetricMeter) as MetricMeter, {
      createCounter: (name: string) =>
        Object.assign(Object.create(noopMetricMeter.createCounter(name)) as MetricCounter, {
          add: (value: number, { outcome }: { outcome: string }) =>
            counted.push(`${name} ${outcome} ${value}`),
        }),
    });
    const logger = new DefaultLogger('ERROR');
    const endings = [undefined, new MailError(true, 'EENVELOPE'), new MailError(false, '421')];
    for (const ending of endings) {
      const mailer = countMails({
        send: () => (ending === undefined ? Promise.resolve() : Promise.reject(ending)),
      });
      const mail = { to: '', messageId: '', subject: '', text: '', html: '' };
      const sent = new MockActivityEnvironment({}, { metricMeter, logger }).run(() =>
        mailer.send(mail),
      );
      await (ending === undefined ? sent : assert.rejects(sent, (error) => error === ending));
    }
    assert.deepEqual(
      counted,
      ['sent', 'refused', 'failed'].map((outcome) => `preenroll_mails ${outcome} 1`),
    );
  });
});
