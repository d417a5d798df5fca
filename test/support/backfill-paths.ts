import type { WorkflowHandle } from '@temporalio/client';
import {
  pauseBackfillSignal,
  resumeBackfillSignal,
  type BackfillPreEnrollment,
} from '../../src/contract/backfill.js';
import { backfillRowsWorkflowId, backfillWorkflowId } from '../../src/contract/workflow-ids.js';
import { cancelBackfill, findBackfill, startBackfill } from '../../src/operate/backfills.js';
import { runningHires, untilTrue } from './backfillers.js';
import { endRuns } from './hand-made-runs.js';
import type { Hires } from './hires.js';

const name = 'recorded';
const ann = { operator: 'ann', reason: 'a test' };

/** Every way through the workflows of a backfill, by the name of its history. They need lists of runs. */
export const backfillPaths: Record<string, (hires: Hires) => Promise<WorkflowHandle>> = {
  async 'backfill-done'(hires) {
    return end(await begin(hires, 3));
  },

  async 'backfill-paused-and-resumed'(hires) {
    const run = await begin(hires, 50);
    await fillWindow(hires);
    await run.signal(pauseBackfillSignal, ann);
    await run.signal(resumeBackfillSignal, ann);
    await untilTrue('it tries again', async () => {
      const { raw } = await run.describe();
      return (raw.pendingActivities ?? []).length > 0;
    });
    await endHires(hires);
    return end(run);
  },

  async 'backfill-cancelled'(hires) {
    const run = await begin(hires, 50);
    await fillWindow(hires);
    await cancelBackfill(hires.client, name, ann);
    return end(run);
  },

  async 'backfill-page-released'(hires) {
    await end(await begin(hires, 3));
    return pageOf(hires);
  },

  async 'backfill-page-cancelled'(hires) {
    const run = await begin(hires, 50);
    await fillWindow(hires);
    await cancelBackfill(hires.client, name, ann);
    await end(run);
    return pageOf(hires);
  },
};

/** Those which take more than one run: of the first. */
export const longBackfillPaths: typeof backfillPaths = {
  async 'backfill-continued-as-new'(hires) {
    const { run, runId } = await continueBackfill(hires);
    return hires.client.workflow.getHandle(run.workflowId, runId);
  },
  async 'backfill-continued'(hires) {
    return (await continueBackfill(hires)).run;
  },
};

type BackfillHandle = WorkflowHandle<BackfillPreEnrollment>;

async function begin({ client, okta }: Hires, count: number): Promise<BackfillHandle> {
  // Nobody gets on: who is started stays in progress.
  okta.failAlways('getUser', new Error('a fault'));
  const rows = Array.from({ length: count }, (_, index) => ({
    userId: okta.addUser(),
    line: index + 1,
  }));
  await startBackfill(client, { name, request: ann, rows, rejected: [] });
  return client.workflow.getHandle<BackfillPreEnrollment>(backfillWorkflowId(name));
}

/** 40 are in progress, as many as may be. */
async function fillWindow({ client }: Hires): Promise<void> {
  await untilTrue(
    'it has started all it may',
    async () => (await runningHires(client, name)).length === 40,
  );
}

async function endHires({ client }: Hires): Promise<void> {
  await endRuns(client, await runningHires(client, name));
}

async function end(run: BackfillHandle): Promise<BackfillHandle> {
  await run.result();
  return run;
}

async function pageOf({ client }: Hires): Promise<WorkflowHandle> {
  const run = await findBackfill(client, name);
  const page = client.workflow.getHandle(backfillRowsWorkflowId(name, run?.selection ?? '', 0));
  await page.result();
  return page;
}

async function continueBackfill(hires: Hires): Promise<{ run: BackfillHandle; runId: string }> {
  const run = await begin(hires, 200);
  const { runId } = await run.describe();
  for (;;) {
    const now = await run.describe();
    if (now.status.name !== 'RUNNING') return { run, runId };
    await endHires(hires);
    // Each is some events more.
    if (now.runId === runId) await run.signal(resumeBackfillSignal, ann);
  }
}
