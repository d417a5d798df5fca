import assert from 'node:assert/strict';
import proto from '@temporalio/proto';
import { statusQuery } from '../../src/contract/pre-enroll-user.js';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';
import { envelope } from '../unit/hook-gateway/envelope.js';
import { oktaApi } from '../unit/okta-emulator/okta-api.js';
import type { Hire } from './support/okta-org.js';
import type { RunningProcess } from './support/running-process.js';
import { hookSecret, useStage } from './support/stage.js';
import { until } from './support/until.js';

const profile = {
  firstName: 'Zebediah',
  lastName: 'Quuxington',
  login: 'zq.work@example.com',
  email: 'zq.work@example.com',
  secondEmail: 'zq.private@home.example',
  mobilePhone: '+1 (415) 273-8462',
};
const withLogin = (login: string) => ({ ...profile, login, email: login });
const unusablePhone = '+1 415 273 846';
const personal = ['zebediah', 'quuxington', 'zq.work', 'zq.private', '415273846'];

/** What the payloads of a workflow show, where it is not the id of a user. */
const readable: Readonly<Record<string, RegExp>> = { reconcileSystemLog: /"signInHints"/ };

describe('what is written down about a hire', function () {
  this.timeout('2m');
  const stage = useStage({ logLevel: 'debug' });
  let worker: RunningProcess;
  let hires: Hire[];
  let secrets: string[];

  before(async () => {
    const { okta, client, startWorker, runOf, untilStatus, hookUrl } = stage();
    worker = await startWorker();
    // Failures are written down too.
    const failing = {
      path: '^/api/v1/users/',
      count: 3,
      effect: { kind: 'error', errorCode: 'E0000009' },
    };
    await okta.control('POST', '/faults', failing);

    const completed = await okta.hire(profile);
    const colleague = await okta.hire({
      ...withLogin('zq.work.2@example.com'),
      mobilePhone: '+1 (415) 273-8463',
    });
    const parked = await okta.hire({
      ...withLogin('zq.work.3@example.com'),
      mobilePhone: unusablePhone,
    });
    hires = [completed, colleague, parked];
    for (const hire of [completed, colleague]) {
      await okta.play(hire);
      await runOf(hire).result();
    }
    await untilStatus(parked, ({ attention }) => attention?.reason === 'phone-unusable');

    // Large enough to be handed over to a run of its own.
    const { body: events } = await oktaApi(okta).call('GET', '/logs');
    const response = await fetch(hookUrl, {
      method: 'POST',
      headers: { authorization: hookSecret, 'content-type': 'application/json' },
      body: JSON.stringify(envelope(events)),
    });
    assert.equal(response.status, 204);
    await worker.saw(/"scheduleId":"reconcile-system-log"/);
    await client.schedule.getHandle(reconciliationScheduleId).trigger();
    for (const workflowType of ['dispatchDelivery', 'reconcileSystemLog']) {
      await until('a run of it is listed, and has ended', async () => {
        const ended = `WorkflowType = '${workflowType}' AND ExecutionStatus = 'Completed'`;
        return (await client.workflow.count(ended)).count > 0;
      });
    }

    const [activation] = await okta.mailsTo(completed.login);
    const token =
      /\/(?:welcome|tokens)\/([\w-]+)/.exec(activation?.text ?? '')?.[1] ?? assert.fail();
    secrets = [token, okta.apiToken, hookSecret];
  });

  /** What of the hires' data and of the secrets is in the text, however a phone number is written. */
  function leaksIn(text: string): string[] {
    const plain = text.toLowerCase();
    const unspaced = plain.replace(/[\s()-]/g, '');
    return [...personal, ...secrets].filter(
      (value) => plain.includes(value.toLowerCase()) || unspaced.includes(value),
    );
  }

  it('is recognized by this test where it is written down on purpose', async () => {
    const { okta } = stage();
    const user = await oktaApi(okta).call('GET', `/users/${hires[0]?.userId ?? ''}`);
    const mails = await okta.mailsTo(profile.secondEmail);

    assert.deepEqual(leaksIn(JSON.stringify([user.body, mails, okta.apiToken, hookSecret])), [
      ...personal,
      ...secrets,
    ]);
  });

  it('is not in the histories of its runs, byte for byte', async () => {
    const { client } = stage();
    const types = new Set<string>();
    for await (const { type, workflowId, runId } of client.workflow.list()) {
      types.add(type);
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
      const text = Buffer.from(bytes).toString();
      assert.match(text, readable[type] ?? /"00u\w{17}"/, 'payloads can be read');
      assert.deepEqual(leaksIn(text), [], type);
    }
    assert.deepEqual([...types].sort(), [
      'dispatchDelivery',
      'preEnrollUser',
      'reconcileSystemLog',
    ]);
  });

  it('is not in the lists that Temporal shows, nor in what a run answers about itself', async () => {
    const { client, runOf } = stage();
    for await (const { raw } of client.workflow.list()) {
      const bytes = proto.temporal.api.workflow.v1.WorkflowExecutionInfo.encode(raw).finish();
      assert.deepEqual(leaksIn(Buffer.from(bytes).toString()), []);
    }
    for (const hire of hires) {
      const answers = [
        await runOf(hire).query(statusQuery),
        await runOf(hire).query('__temporal_workflow_metadata'),
      ];
      assert.deepEqual(leaksIn(JSON.stringify(answers)), []);
    }
  });

  it('is not in the logs, not even in those for debugging', () => {
    const { gateway } = stage();
    assert.match(worker.output(), /"level":20/);
    assert.match(worker.output(), /OktaUnavailable/);
    assert.deepEqual(leaksIn(worker.output()), []);
    assert.match(gateway.output(), /"level":30/);
    assert.deepEqual(leaksIn(gateway.output()), []);
  });
});
