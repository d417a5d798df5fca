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

/** What is wrong with each history by the workflows of today; one worker replays them all. */
async function replay(
  histories: ReadonlyMap<string, History>,
): Promise<ReadonlyMap<string, Error | undefined>> {
  const given = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const said = new Map<string, Error | undefined>();
  const options = { workflowBundle: await workflowBundle() };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, given)) {
    said.set(workflowId, error);
  }
  return said;
}

describe('the recorded histories', function () {
  this.timeout('60s');
  const files = readdirSync(directory);
  let replayed: ReadonlyMap<string, Error | undefined>;
  before(async () => {
    await quietRuntime();
    replayed = await replay(new Map(files.map((file) => [file, read(file)])));
  });

  for (const file of files) {
    it(`replay with the workflows of today: ${file}`, () => {
      assert(replayed.has(file));
      assert.ifError(replayed.get(file));
    });
  }

  it('would show a workflow that does something else', async () => {
    const history = read('completed-after-hints.json');
    const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    assert(scheduled?.activityTaskScheduledEventAttributes);
    scheduled.activityTaskScheduledEventAttributes.activityType.name = 'somethingElse';
    const said = await replay(new Map([['changed', history]]));
    assert(said.get('changed') instanceof DeterminismViolationError);
  });
});
