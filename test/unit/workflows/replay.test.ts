import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { quietRuntime, workflowBundle } from '../../support/temporal.js';

const directory = new URL('../../histories/', import.meta.url);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as History;

interface History {
  events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[];
}

async function replay(history: History): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history);
}

describe('the recorded histories', function () {
  this.timeout('60s');
  before(quietRuntime);

  for (const file of readdirSync(directory)) {
    it(`replay with the workflows of today: ${file}`, async () => {
      await replay(read(file));
    });
  }

  it('would show a workflow that does something else', async () => {
    const history = read('completed-after-hints.json');
    const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    assert(scheduled?.activityTaskScheduledEventAttributes);
    scheduled.activityTaskScheduledEventAttributes.activityType.name = 'somethingElse';
    await assert.rejects(replay(history), DeterminismViolationError);
  });
});
