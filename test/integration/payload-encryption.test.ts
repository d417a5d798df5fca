import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, WorkflowUpdateFailedError } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { driftScheduleId } from '../../src/contract/drift.js';
import { sweepScheduleId } from '../../src/contract/group-a-sweep.js';
import { resumeUpdate } from '../../src/contract/operator.js';
import { activatedSignal, type PreEnrollUser } from '../../src/contract/pre-enroll-user.js';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';
import { oktaUserId } from '../../src/contract/search-attributes.js';
import { preEnrollUserWorkflowId } from '../../src/contract/workflow-ids.js';
import { readFirstInput } from '../../src/dispatch/read-first-input.js';
import { createLogger } from '../../src/process/logger.js';
import { createHireRuns } from '../../src/operate/temporal-hire-runs.js';
import { deleteHistories, findRunsAbout } from '../../src/operate/runs-about.js';
import { createDataConverter } from '../../src/payload-codec/create-data-converter.js';
import {
  createEncryptionCodec,
  type PayloadEncryption,
} from '../../src/payload-codec/encryption-codec.js';
import { ensureSchedules, type SchedulesConfig } from '../../src/schedules/schedules.js';
import { newUserId } from '../support/hand-made-runs.js';
import { hint } from '../support/hint.js';
import { withHires, type HireHandle, type Hires } from '../support/hires.js';
import { bundleWorkflows, useDevServer, workflowBundle } from '../support/temporal.js';

const encryption: PayloadEncryption = { mode: 'required', keys: [randomBytes(32)] };
const taskQueue = 'encrypted';

describe('encrypted payloads', function () {
  this.timeout('60s');
  const environment = useDevServer();
  let bundle: WorkflowBundle;
  before(async () => {
    bundle = await bundleWorkflows(new URL('../../src/workflows', import.meta.url), true);
  });

  const hires = (
    body: (hires: Hires) => Promise<void>,
    options: Partial<Parameters<typeof withHires>[1]> = {},
  ) =>
    withHires(environment(), { taskQueue, workflowBundle: bundle, encryption, ...options }, body);

  /** As Temporal keeps it. */
  const rawHistory = ({ workflowId }: Pick<HireHandle, 'workflowId'>) =>
    environment().client.workflow.getHandle(workflowId).fetchHistory();

  async function goThrough({ okta, start, waitFor }: Hires, userId: string): Promise<HireHandle> {
    const run = await start(userId);
    await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
    okta.setPassword(userId);
    await run.signal(activatedSignal, hint(okta.verifyPhone(userId)));
    assert.equal((await run.result()).outcome, 'completed');
    return run;
  }

  it('carry a hire through, and nothing of the history can be read without the key', async () => {
    await hires(async (given) => {
      const { okta, client, start, waitFor } = given;
      const parked = await start(okta.addUser({ profile: {} }));
      await waitFor(parked, ({ attention }) => attention?.reason === 'phone-missing');
      const waiting = await start(okta.addUser());
      await waitFor(waiting, ({ stage }) => stage === 'awaiting-activation');
      await assert.rejects(
        waiting.executeUpdate(resumeUpdate, { args: [{ operator: '', reason: '' }] }),
        (error) =>
          error instanceof WorkflowUpdateFailedError && !String(error.cause).includes('Encoded'),
      );
      const completed = await goThrough(given, okta.addUser());
      await parked.terminate();
      await waiting.terminate();

      let seen = 0;
      for (const run of [parked, waiting, completed]) {
        const found = payloadsIn(await rawHistory(run));
        assert.deepEqual(
          found.filter(({ encoding }) => encoding !== 'binary/encrypted'),
          [],
        );
        seen += found.length;
        const messages = failureMessagesIn(await rawHistory(run));
        assert.deepEqual(
          messages.filter((message) => message !== 'Encoded failure'),
          [],
        );
        assert(run !== parked || messages.length > 0);
      }
      assert(seen > 30, `${seen} payloads`);

      const { userId } = await readFirstInput<{ userId: string }>(client, completed.workflowId);
      assert.equal(preEnrollUserWorkflowId(userId), completed.workflowId);
      assert.equal((await createHireRuns(client).find(userId))?.runStatus, 'COMPLETED');
      const history = await completed.fetchHistory();
      const dataConverter = createDataConverter(encryption);
      await Worker.runReplayHistory(
        { workflowBundle: bundle, dataConverter },
        history,
        completed.workflowId,
      );
    });
  });

  it('would be found where they are not encrypted', async () => {
    await hires(
      async (given) => {
        const run = await goThrough(given, given.okta.addUser());
        const found = payloadsIn(await rawHistory(run));
        assert(found.length > 10);
        assert(found.every(({ encoding }) => encoding !== 'binary/encrypted'));
      },
      { workflowBundle: await workflowBundle(), encryption: undefined },
    );
  });

  it('hold a run up to which a payload of another one, or plain text, was given', async () => {
    await hires(async (given) => {
      const { okta } = given;
      const other = await goThrough(given, okta.addUser());
      const [started] = (await rawHistory(other)).events ?? [];
      const input = started?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
      const plain = [defaultPayloadConverter.toPayload({ userId: okta.addUser() })];
      for (const [payloads, problem] of [
        [input, 'A payload is encrypted for another workflow.'],
        [plain, 'A payload is not encrypted, and encryption is required.'],
      ] as const) {
        const workflowId = preEnrollUserWorkflowId(okta.addUser());
        const { client } = environment();
        await client.workflowService.startWorkflowExecution({
          ...{ namespace: client.options.namespace, workflowId, requestId: workflowId },
          ...{ workflowType: { name: 'preEnrollUser' }, taskQueue: { name: taskQueue } },
          input: { payloads: [...payloads] },
        });
        assert.equal(await taskFailureOf(workflowId), problem);
        await client.workflow.getHandle(workflowId).terminate();
      }
    });
  });

  it('let a run go on that began in plain text, while one switches over', async () => {
    const plain = { workflowBundle: await workflowBundle(), encryption: undefined };
    let world: NonNullable<Parameters<typeof withHires>[1]['world']> | undefined;
    let userId = '';
    await hires(async ({ okta, mailer, start, waitFor }) => {
      userId = okta.addUser();
      await waitFor(await start(userId), ({ stage }) => stage === 'awaiting-activation');
      world = { okta, mailer };
    }, plain);
    assert(world);
    await hires(
      async ({ okta, client, waitFor }) => {
        const run = client.workflow.getHandle<PreEnrollUser>(preEnrollUserWorkflowId(userId));
        await waitFor(run, ({ stage }) => stage === 'awaiting-activation');
        okta.setPassword(userId);
        await run.signal(activatedSignal, hint(okta.verifyPhone(userId)));
        assert.equal((await run.result()).outcome, 'completed');
        const encodings = new Set(payloadsIn(await rawHistory(run)).map((found) => found.encoding));
        assert.deepEqual([...encodings].sort(), ['binary/encrypted', 'binary/null', 'json/plain']);
      },
      { world, encryption: { ...encryption, mode: 'switching' } },
    );
  });

  it('are what a Schedule starts its runs with, also one that was there before, and after a new key', async () => {
    const { client, connection } = environment();
    const { namespace } = client.options;
    const config: SchedulesConfig = {
      ...{ reconciliation: { intervalSeconds: 3600, shareOfLimit: 0.5 } },
      ...{ events: { signInHints: 'hook' }, groupASweep: { hour: 3 }, drift: { hour: 4 } },
    };
    const keyIdAfter = async (given: PayloadEncryption | undefined) => {
      const dataConverter = createDataConverter(given);
      const by = new Client({ connection, namespace, dataConverter });
      await ensureSchedules(by, config, createLogger('silent'));
      const { raw } = await by.schedule.getHandle(reconciliationScheduleId).describe();
      const [payload] = raw.schedule?.action?.startWorkflow?.input?.payloads ?? [];
      return Buffer.from(payload?.metadata?.['encryption-key-id'] ?? []).toString();
    };
    try {
      assert.equal(await keyIdAfter(undefined), '');
      const first = await keyIdAfter({ ...encryption, mode: 'switching' });
      assert.match(first, /^[0-9a-f]{16}$/);
      const keys = [randomBytes(32), ...encryption.keys] as const;
      assert.notEqual(await keyIdAfter({ mode: 'required', keys }), first);
    } finally {
      for (const id of [reconciliationScheduleId, sweepScheduleId, driftScheduleId]) {
        await client.schedule
          .getHandle(id)
          .delete()
          .catch(() => undefined);
      }
    }
  });

  it('go with the histories of a person who is erased, and those of others stay', async () => {
    const { client } = environment();
    const [userId, other] = [newUserId(), newUserId()];
    const [erased, kept] = await Promise.all(
      [userId, other].map((id) =>
        client.workflow.start('preEnrollUser', {
          ...{ workflowId: preEnrollUserWorkflowId(id), taskQueue: 'nobody', args: [] },
          typedSearchAttributes: [{ key: oktaUserId, value: id }],
        }),
      ),
    );
    assert(erased && kept);
    let runs = await findRunsAbout(client, userId);
    while (runs.length === 0) {
      await sleep(20);
      runs = await findRunsAbout(client, userId);
    }
    assert.deepEqual(
      runs.map(({ isRunning }) => isRunning),
      [true],
    );
    await Promise.all([erased.terminate(), kept.terminate()]);
    runs = await findRunsAbout(client, userId);
    assert.deepEqual(
      runs.map(({ isRunning }) => isRunning),
      [false],
    );
    // Temporal takes half a minute to do it; what it was asked, it has accepted.
    const asked: unknown[] = [];
    const watched = Object.create(client, {
      workflowService: {
        value: {
          deleteWorkflowExecution: (request: { workflowExecution: unknown }) => {
            asked.push(request.workflowExecution);
            return client.workflowService.deleteWorkflowExecution(request as never);
          },
        },
      },
    }) as Client;
    await deleteHistories(watched, [
      ...runs,
      { workflowId: `${erased.workflowId}-gone`, runId: randomUUID(), isRunning: false },
    ]);
    assert.deepEqual(asked[0], {
      workflowId: erased.workflowId,
      runId: erased.firstExecutionRunId,
    });
    assert.equal(asked.length, 2, 'what is gone already is no error');
  });

  /** Why the first workflow task of the run fails. */
  async function taskFailureOf(workflowId: string): Promise<string> {
    const codec = createEncryptionCodec(encryption);
    for (;;) {
      const { events } = await rawHistory({ workflowId });
      for (const { workflowTaskFailedEventAttributes: failed } of events ?? []) {
        const attributes = failed?.failure?.encodedAttributes;
        if (!attributes) continue;
        const [decoded] = await codec.decode([attributes]);
        assert(decoded);
        return defaultPayloadConverter.fromPayload<{ message: string }>(decoded).message;
      }
      await sleep(50);
    }
  }
});

/** Every payload that is ours to encrypt. */
function payloadsIn(value: unknown): { encoding: string; path: string }[] {
  const found: { encoding: string; path: string }[] = [];
  walk(value, '', (object, path) => {
    const { metadata } = object as Partial<Payload>;
    if (metadata?.['encoding'] === undefined) return;
    found.push({ encoding: Buffer.from(metadata['encoding']).toString(), path });
  });
  return found;
}

/** Of failures that we have written; those of Temporal's own have no stack and no type of ours. */
function failureMessagesIn(value: unknown): string[] {
  const found: string[] = [];
  walk(value, '', (object, path) => {
    const { message, applicationFailureInfo } = object as {
      message?: unknown;
      applicationFailureInfo?: unknown;
    };
    if (typeof message === 'string' && applicationFailureInfo && path) found.push(message);
  });
  return found;
}

function walk(value: unknown, path: string, visit: (object: object, path: string) => void): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  visit(value, path);
  for (const [name, inner] of Object.entries(value)) {
    // Temporal reads search attributes; the names of patches its core writes by itself; `src/contract/run-headers.ts` says why headers are readable.
    if (!['searchAttributes', 'markerRecordedEventAttributes', 'header'].includes(name))
      walk(inner, `${path}/${name}`, visit);
  }
}
