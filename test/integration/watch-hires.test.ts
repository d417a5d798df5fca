import assert from 'node:assert/strict';
import type { MetricGauge, MetricMeter, MetricTags } from '@temporalio/common';
import { noopMetricMeter } from '@temporalio/common';
import { pino } from 'pino';
import {
  attentionReason,
  enrollmentStage,
  stageSince,
} from '../../src/contract/search-attributes.js';
import { freeze } from '../../src/freeze/freeze.js';
import { freezeWorkflowId } from '../../src/contract/freeze.js';
import { watchHires } from '../../src/worker/watch-hires.js';
import { until } from '../end-to-end/support/until.js';
import { endRuns, makeRun } from '../support/hand-made-runs.js';
import { useLimitedDevServer } from '../support/temporal.js';

describe('the hires that metrics show', function () {
  this.timeout('60s');
  // One in which there are no hires of other tests.
  const environment = useLimitedDevServer({});
  const shown = new Map<string, number>();
  const meter: Pick<MetricMeter, 'createGauge'> = {
    createGauge: (name) =>
      Object.assign(Object.create(noopMetricMeter.createGauge(name)) as MetricGauge, {
        set(value: number, tags: MetricTags) {
          shown.set([name, ...Object.values(tags)].join(' '), value);
        },
      }),
  };

  it('are counted by stage, age and reason by the worker that is chosen, and given up by it', async () => {
    const { client } = environment();
    const hour = 60 * 60_000;
    const userIds: string[] = [];
    async function hire(stage: string, forMs: number, reason?: string) {
      const { userId } = await makeRun(client, 'running', [
        { key: enrollmentStage, value: stage },
        { key: stageSince, value: new Date(Date.now() - forMs) },
        ...(reason === undefined ? [] : [{ key: attentionReason, value: reason }]),
      ]);
      userIds.push(userId);
    }
    await hire('awaiting-activation', 0);
    await hire('awaiting-activation', 2 * hour);
    await hire('awaiting-activation', 25 * hour);
    await hire('needs-attention', 8 * 24 * hour, 'phone-missing');
    await makeRun(client, 'completed', [{ key: enrollmentStage, value: 'awaiting-activation' }]);
    await freeze(client, { operator: 'test', reason: 'to be seen' });

    let isChosen = true;
    const stopped = new AbortController();
    const watching = watchHires(client, {
      ...{ meter, everyMs: 50, isChosen: () => isChosen, stopped: stopped.signal },
      logger: pino({ level: 'silent' }),
    });
    const hires = (stage: string) =>
      ['0s', '1h', '1d', '7d'].map((age) => shown.get(`preenroll_hires ${stage} ${age}`));
    try {
      await until('all are counted', () => hires('awaiting-activation').join() === '3,2,1,0');
      await until('the parked one, too', () => hires('needs-attention').join() === '1,1,1,1');
      assert.deepEqual(hires('preparing'), [0, 0, 0, 0]);
      await until('its reason', () => shown.get('preenroll_hires_parked phone-missing') === 1);
      assert.equal(shown.get('preenroll_hires_parked mail-bounced'), 0);
      assert.equal(shown.get('preenroll_frozen'), 1);
      const countedAt = shown.get('preenroll_hires_counted_at') ?? 0;
      assert(Math.abs(Date.now() / 1_000 - countedAt) < 30);

      isChosen = false;
      await until('it shows nothing', () => hires('awaiting-activation').join() === '0,0,0,0');
      assert.equal(shown.get('preenroll_hires_parked phone-missing'), 0);
      assert.equal(shown.get('preenroll_frozen'), 0);
    } finally {
      stopped.abort();
      await watching;
      await endRuns(client, userIds);
      await client.workflow.getHandle(freezeWorkflowId).terminate();
    }
  });
});
