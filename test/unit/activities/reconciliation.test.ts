import assert from 'node:assert/strict';
import {
  noopMetricMeter,
  type MetricCounter,
  type MetricMeter,
  type MetricTags,
} from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { createReconciliationActivities } from '../../../src/activities/reconciliation.js';
import { createEventFilter } from '../../../src/dispatch/event-filter.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import { LogCursorRefusedError } from '../../../src/okta/okta-errors.js';
import { createFakeOkta, type FakeOkta } from '../../support/fake-okta.js';
import { FakeTemporal, grpc } from '../dispatch/fake-temporal.js';

const settings = { shareOfLimit: 0.5, signInHints: 'hook' } as const;
const since = new Date(Date.now() - 60_000).toISOString();

describe('reconcilePage', () => {
  let okta: FakeOkta;
  let temporal: FakeTemporal;
  let counted: string[];
  let logged: LogEntry[];

  beforeEach(() => {
    okta = createFakeOkta();
    temporal = new FakeTemporal();
    counted = [];
    logged = [];
  });

  const meter: MetricMeter = Object.assign(Object.create(noopMetricMeter) as MetricMeter, {
    createCounter: (name: string) =>
      Object.assign(Object.create(noopMetricMeter.createCounter(name)) as MetricCounter, {
        add(value: number, tags: MetricTags) {
          const labels = ['event_type', 'outcome', 'kind'].flatMap((label) => tags[label] ?? []);
          counted.push([name, ...labels, value].join(' '));
        },
      }),
  });

  function activity(ignoreTypes: string[] = []) {
    const filter = { ignoreTypes, ignoreActors: [], ownActors: [], signInHints: 'hook' } as const;
    const concerns = createEventFilter(filter, 'log');
    const allowance = createSignalAllowance();
    const { reconcilePage } = createReconciliationActivities(okta, {
      ...{ allowance, concerns },
      triggers: [{ workflowType: 'greet', taskQueue: 'theirs', payload: 'encrypted' }],
    });
    const environment = new MockActivityEnvironment(
      {},
      {
        ...{ client: temporal.client, metricMeter: meter },
        logger: new DefaultLogger('WARN', (entry) => logged.push(entry)),
      },
    );
    type Input = Parameters<typeof reconcilePage>[0];
    return (from: Input['from'] = { since }): ReturnType<typeof reconcilePage> =>
      environment.run(reconcilePage, { from, counted: [], settings });
  }

  async function read(...args: Parameters<ReturnType<typeof activity>>) {
    const page = await activity()(...args);
    assert(!('cursorLost' in page));
    return page;
  }

  const hire = () => okta.log.add('user.lifecycle.create', okta.addUser());

  it('brings what no hook has brought through the door, and returns no event', async () => {
    const event = hire();
    okta.log.addHookEvent('event_hook.delivery', 'who00000000000000001');

    const page = await read();

    assert.equal(temporal.starts.length, 1);
    assert.equal(page.events, 2);
    assert.deepEqual(Object.values(page.hours), [
      { created: 1, haveRun: 1, fromTheLog: 1, hintsSent: 0, eventsRead: 2, hookEvents: 1 },
    ]);
    assert.doesNotMatch(JSON.stringify(page), /@|00u/);
    assert(!JSON.stringify(page).includes(String(event['uuid'])));
    assert.deepEqual(counted, [
      'preenroll_reconciled_events other ignored 1',
      'preenroll_reconciled_events user.lifecycle.create started 1',
      'preenroll_event_hook_alerts delivery-failed 1',
    ]);
  });

  it('asks for the types that concern us alone, 200 events at a time', async () => {
    await read();
    const [asked] = okta.calls[0]?.args as [{ since: Date; filter: string; limit: number }];
    assert.equal(asked.since.toISOString(), since);
    assert.equal(asked.limit, 200);
    assert.match(
      asked.filter,
      /^eventType eq "user\.lifecycle\.create" or .*eventType eq "event_hook\.deleted"$/,
    );
  });

  it('goes on from the cursor, and gives the next one', async () => {
    const { cursor } = await read();
    hire();
    const page = await read(cursor);
    assert.equal(page.events, 1);
    assert.equal((await read(page.cursor)).events, 0);
    assert.deepEqual(okta.calls[1]?.args, [{ next: cursor.next }]);
  });

  it('fails, without a cursor, until all of the page is durable', async () => {
    hire();
    const second = okta.addUser();
    okta.log.add('user.lifecycle.create', second);
    temporal.failing.set(`pre-enroll:${second}`, grpc.unavailable);
    await assert.rejects(read());
    temporal.failing.clear();

    const [hour] = Object.values((await read()).hours);
    assert.deepEqual([hour?.created, hour?.haveRun], [2, 2]);
    assert.equal(temporal.starts.length, 2);
  });

  it('does not follow a cursor of another filter, and says when Okta refuses one', async () => {
    const { cursor } = await read();
    const other = await activity()({ ...cursor, filter: 'eventType eq "user.old"' });
    assert.deepEqual(other, { cursorLost: 'other-filter' });
    assert.equal(okta.count('pollLog'), 1);

    okta.failNext('pollLog', new LogCursorRefusedError());
    assert.deepEqual(await activity()(cursor), { cursorLost: 'refused' });
  });

  it('says how many of its events are for event cards', async () => {
    const userId = okta.addUser({ status: 'ACTIVE' });
    for (const method of ['SMS', 'Password', 'SMS']) {
      okta.log.add('user.authentication.auth_via_mfa', userId, { method });
    }
    const page = await activity()();
    assert('cursor' in page);
    assert.equal(page.eventCards, 2);
  });

  it('leaves out what the filter of the configuration leaves out', async () => {
    hire();
    const page = await activity(['user.lifecycle.create'])();
    assert(!('cursorLost' in page));
    assert.equal(temporal.starts.length, 0);
    assert.equal(Object.values(page.hours)[0]?.created, 0);
  });

  it('sets aside what it cannot read, and says which', async () => {
    const event = okta.log.add('user.lifecycle.create', 'nobody');
    const page = await read();
    assert.equal(page.events, 1);
    assert.equal(logged[0]?.meta?.['uuid'], event['uuid']);
    assert.deepEqual(counted, ['preenroll_reconciled_events user.lifecycle.create unreadable 1']);
  });

  it('tells the latest time on the page, which an event from the future is not', async () => {
    const userId = okta.addUser();
    const latest = new Date(Date.now() - 30_000);
    for (const published of [latest, new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)])
      okta.log.add('user.session.start', userId, { published });
    assert.equal((await read()).readUntil, latest.toISOString());
    const { cursor } = await read();
    assert.equal((await read(cursor)).readUntil, undefined);
  });
});
