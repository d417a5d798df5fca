import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Worker, type InjectedSinks } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { TraceSinks } from '../../../src/contract/begun-run.js';
import { quietRuntime, workflowBundle } from '../../support/temporal.js';

const directory = new URL('../../histories/', import.meta.url);
const read = (file: string) =>
  JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as History;

interface History {
  events: {
    workflowExecutionStartedEventAttributes?: { header?: object };
    activityTaskScheduledEventAttributes?: { activityType: { name: string } };
  }[];
}

/** What is wrong with each history by the workflows of today; one worker replays them all. */
async function replay(
  histories: ReadonlyMap<string, History>,
  sinks?: InjectedSinks<TraceSinks>,
): Promise<ReadonlyMap<string, Error | undefined>> {
  const given = [...histories].map(([workflowId, history]) => ({ workflowId, history }));
  const said = new Map<string, Error | undefined>();
  const options = { workflowBundle: await workflowBundle(), ...(sinks && { sinks }) };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, given)) {
    said.set(workflowId, error);
  }
  return said;
}

/** With the header that a traced start has. */
function asOfTrace({ events: [started, ...others] }: History): History {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const payload = {
    metadata: { encoding: base64('json/plain') },
    data: base64(JSON.stringify({ traceparent })),
  };
  const { workflowExecutionStartedEventAttributes: attributes } = started ?? assert.fail();
  const header = { fields: { '_tracer-data': payload } };
  const workflowExecutionStartedEventAttributes = { ...attributes, header };
  return { events: [{ ...started, workflowExecutionStartedEventAttributes }, ...others] };
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

  it('replay the same where a trace has begun them', async () => {
    const begun: string[] = [];
    const traced = files.map((file) => [file, asOfTrace(read(file))] as const);
    const said = await replay(new Map(traced), {
      traces: {
        begun: { fn: ({ workflowId }) => void begun.push(workflowId), callDuringReplay: true },
      },
    });
    assert.deepEqual(
      [...said].filter(([, error]) => error !== undefined),
      [],
    );
    assert.deepEqual(new Set(begun), new Set(files));
  });

  it('would show a workflow that does something else', async () => {
    const history = read('completed-after-hints.json');
    const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    assert(scheduled?.activityTaskScheduledEventAttributes);
    scheduled.activityTaskScheduledEventAttributes.activityType.name = 'somethingElse';
    const said = await replay(new Map([['changed', history]]));
    assert(said.get('changed') instanceof DeterminismViolationError);
  });
});
