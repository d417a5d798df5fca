import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import { countInModule, lookSignal } from '../support/count-in-module.js';
import { bundleWorkflows, useDevServer } from '../support/temporal.js';

const workflows = new URL('../support/count-in-module.ts', import.meta.url);

describe('a worker that runs several workflows in one V8 context', function () {
  this.timeout('60s');
  const environment = useDevServer();

  // A bundler's update once broke it: https://github.com/temporalio/sdk-typescript/issues/2166
  it('gives each the state of its modules, however they take turns', async () => {
    const { client, nativeConnection: connection } = environment();
    const taskQueue = `workflow-isolation-${randomUUID()}`;
    const workflowBundle = await bundleWorkflows(workflows);
    const worker = await Worker.create({ connection, taskQueue, workflowBundle });

    const counts = await worker.runUntil(async () => {
      const runs = await Promise.all(
        ['first', 'second'].map((name) =>
          client.workflow.start(countInModule, { workflowId: `${taskQueue}-${name}`, taskQueue }),
        ),
      );
      // Answered when the run has counted and waits.
      await Promise.all(runs.map((run) => run.query('__stack_trace')));
      await Promise.all(runs.map((run) => run.signal(lookSignal)));
      return Promise.all(runs.map((run) => run.result()));
    });

    assert.deepEqual(counts, [1, 1]);
  });
});
