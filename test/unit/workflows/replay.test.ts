import assert from 'node:assert/strict';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readHistory, recordedHistories, replay, type History } from '../../support/replay.js';
import { previousWorkflowBundle } from '../../support/previous-release.js';
import { quietRuntime, workflowBundle } from '../../support/temporal.js';

const takenOver = 'goes on from what an earlier run has done, as the audit store says';
const ended = 'has come to its end with a record of it: no worker sees it again';
/**
 * Over which runs of today's code there is no way back to the previous release, by their recorded histories, each with the reason. Whoever adds one gives
 * up a rollback for such runs: docs/upgrading.md says what is done instead.
 */
const withoutWayBack: Readonly<Record<string, string>> = {
  'recovered-after-the-sign-in.json': takenOver,
  'recovered-amid-an-undo.json': takenOver,
  'recovered-in-both-groups.json': takenOver,
  'recovered-in-group-a.json': takenOver,
  'recovered-while-waiting.json': takenOver,
  'ended-before-and-left-alone.json': ended,
  'recorded-as-cancelled.json': ended,
  'recorded-as-expired.json': ended,
  'recorded-as-removed.json': ended,
  'storm-continued-as-new.json':
    'has the marker of short-storms: an open storm stands still until the newer release is back',
};

const all = new Map(recordedHistories.map((file) => [file, readHistory(file)]));

describe('the recorded histories', function () {
  this.timeout('60s');
  before(quietRuntime);

  describe('replayed with the workflows of today', () => {
    let replayed: ReadonlyMap<string, Error | undefined>;
    before(async () => {
      replayed = await replay(await workflowBundle(), all);
    });

    for (const file of recordedHistories) {
      it(`fit: ${file}`, () => {
        assert(replayed.has(file));
        assert.ifError(replayed.get(file));
      });
    }

    it('fit the same where a trace has begun them', async () => {
      const begun: string[] = [];
      const traced = [...all].map(([file, history]) => [file, asOfTrace(history)] as const);
      const said = await replay(await workflowBundle(), new Map(traced), {
        traces: {
          begun: { fn: ({ workflowId }) => void begun.push(workflowId), callDuringReplay: true },
        },
      });
      assert.deepEqual(
        [...said].filter(([, error]) => error !== undefined),
        [],
      );
      assert.deepEqual(new Set(begun), new Set(recordedHistories));
    });

    it('would show a workflow that does something else', async () => {
      const history = readHistory('completed-after-hints.json');
      const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
      assert(scheduled?.activityTaskScheduledEventAttributes);
      scheduled.activityTaskScheduledEventAttributes.activityType.name = 'somethingElse';
      const said = await replay(await workflowBundle(), new Map([['changed', history]]));
      assert(said.get('changed') instanceof DeterminismViolationError);
    });
  });

  describe('replayed with the workflows of the previous release, as after a rollback', () => {
    let replayed: ReadonlyMap<string, Error | undefined>;
    before(async () => {
      const ofTomorrow = withUnknownPatch(readHistory('lean-nothing-to-do.json'), 'fewer-calls');
      replayed = await replay(
        await previousWorkflowBundle(),
        new Map([...all, ['of tomorrow', ofTomorrow]]),
      );
    });

    for (const file of recordedHistories) {
      const reason = withoutWayBack[file];
      it(`${reason === undefined ? 'fit' : 'do not fit'}: ${file}`, () => {
        assert(replayed.has(file));
        if (reason === undefined) assert.ifError(replayed.get(file));
        else assert(replayed.get(file), 'There is a way back: it does not belong into the list');
      });
    }

    it('would show a run whose patch the previous release does not know', () => {
      assert(replayed.get('of tomorrow') instanceof DeterminismViolationError);
    });
  });
});

/** With the header that a traced start has. */
function asOfTrace({ events: [started, ...others] }: History): History {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const payload = {
    metadata: { encoding: Buffer.from('json/plain').toString('base64') },
    data: toBase64({ traceparent }),
  };
  const { workflowExecutionStartedEventAttributes: attributes } = started ?? assert.fail();
  const header = { fields: { '_tracer-data': payload } };
  const workflowExecutionStartedEventAttributes = { ...attributes, header };
  return { events: [{ ...started, workflowExecutionStartedEventAttributes }, ...others] };
}

/** The history with the patch under a name that no release knows. */
function withUnknownPatch(history: History, known: string): unknown {
  const marker = (id: string) => toBase64({ id, deprecated: false });
  const text = JSON.stringify(history);
  assert(text.includes(marker(known)));
  return JSON.parse(text.replaceAll(marker(known), marker('of-tomorrow')));
}

function toBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
