import type { CheckDrift } from '../../src/contract/drift.js';
import type { Freeze } from '../../src/contract/freeze.js';
import { freezeWorkflowId, unfreezeSignal } from '../../src/contract/freeze.js';
import type { SweepGroupA } from '../../src/contract/group-a-sweep.js';
import type { WatchForSurge } from '../../src/contract/surge.js';
import { taskQueue } from '../../src/contract/task-queues.js';
import type { WorkflowHandle } from '@temporalio/client';
import type { Hires } from './hires.js';

type Path = (hires: Hires) => Promise<WorkflowHandle>;

const ann = { operator: 'ann', reason: 'a test' };

/** Every way through the workflows that watch over all hires, by the name of its history. They need lists of runs. */
export const operationPaths: Record<string, Path> = {
  async 'frozen-and-unfrozen'({ client }) {
    const run = await client.workflow.start<Freeze>('freeze', {
      ...{ workflowId: freezeWorkflowId, taskQueue, args: [ann] },
    });
    await run.signal(unfreezeSignal, ann);
    await run.result();
    return run;
  },

  async 'sweep-that-starts-somebody'({ client, okta }) {
    await okta.addUserToGroup(okta.groups.A, okta.addUser());
    const run = await client.workflow.start<SweepGroupA>('sweepGroupA', {
      ...{ workflowId: 'sweep-group-a-recorded', taskQueue, args: [{}] },
    });
    await run.result();
    return run;
  },

  /** The first of all: there is nothing to compare with. */
  async 'drift-that-is-mailed'({ client }) {
    const run = await client.workflow.start<CheckDrift>('checkDrift', {
      ...{ workflowId: 'check-drift-recorded', taskQueue, args: [] },
    });
    await run.result();
    return run;
  },

  async 'watch-without-a-surge'({ client }) {
    const run = await client.workflow.start<WatchForSurge>('watchForSurge', {
      ...{ workflowId: 'watch-for-surge-recorded', taskQueue },
      args: [{ limits: { windowMinutes: 60, failures: 100 } }],
    });
    await run.result();
    return run;
  },
};
