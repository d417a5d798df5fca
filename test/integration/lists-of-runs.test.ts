import assert from 'node:assert/strict';
import { resumeUpdate } from '../../src/contract/operator.js';
import { hireBatch } from '../../src/contract/search-attributes.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import { withHires, type Hires } from '../support/hires.js';
import { oktaError } from '../support/okta-error.js';
import { useDevServer, workflowBundle } from '../support/temporal.js';

const ann = { operator: 'ann', reason: 'the provider is back' };

describe('what the lists of runs are good for', function () {
  this.timeout('60s');
  const environment = useDevServer();

  async function hires(body: (hires: Hires) => Promise<void>): Promise<void> {
    const settings = { batchAttribute: 'startDate' };
    const given = { taskQueue, workflowBundle: await workflowBundle(), settings };
    await withHires(environment(), given, body);
  }

  it('a repaired configuration resumes all whom it had stopped, when one of them gets through', async () => {
    await hires(async ({ okta, client, start, waitFor }) => {
      const repair = okta.failAlways('enrollSmsFactor', oktaError('400 E0000264'));
      const runs = await Promise.all(Array.from({ length: 4 }, () => start(okta.addUser())));
      const bystander = await start(okta.addUser({ profile: {} }));
      for (const run of runs) {
        await waitFor(run, ({ attention }) => attention?.reason === 'telephony-missing');
      }
      await waitFor(bystander, ({ attention }) => attention?.reason === 'phone-missing');
      const query = `AttentionReason = "telephony-missing" AND ExecutionStatus = "Running"`;
      for (let listed = 0; listed < runs.length;)
        listed = (await client.workflow.count(query)).count;

      repair();
      await runs[0]?.executeUpdate(resumeUpdate, { args: [ann] });

      for (const run of runs) await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
      const { events } = await bystander.fetchHistory();
      assert.equal(
        events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length,
        0,
        'nobody else is told',
      );
      for (const run of [...runs, bystander]) await run.terminate();
    });
  });

  it('the batch of each hire is shown', async () => {
    await hires(async ({ okta, start, waitFor }) => {
      const profile = { email: 'ann@example.com', mobilePhone: '+1 201 555 0123' };
      const monday = await start(
        okta.addUser({ profile: { ...profile, startDate: '2026-11-30' } }),
      );
      await waitFor(monday, ({ stage }) => stage === 'awaiting-activation');

      const { typedSearchAttributes } = await monday.describe();
      assert.equal(typedSearchAttributes.get(hireBatch), '2026-11-30');
      await monday.terminate();
    });
  });
});
