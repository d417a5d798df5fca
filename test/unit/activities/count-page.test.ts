import assert from 'node:assert/strict';
import { countPage } from '../../../src/activities/count-page.js';
import { readLogEntry, type LogEntry } from '../../../src/activities/log-entry.js';
import type { DispatchOutcome } from '../../../src/contract/dispatch-delivery.js';
import { oktaLogEvent, user } from '../dispatch/okta-log-event.js';

const ours = 'who00000000000000001';
const another = 'who00000000000000002';
const now = '2026-01-05T14:30:00.000Z';
const hour = (n: number) => `2026-01-05T${n}:00:00.000Z`;

let uuids = 0;
function entry(eventType: string, published = '2026-01-05T13:59:59.999Z'): LogEntry {
  uuids += 1;
  return { uuid: `uuid-${uuids}`, eventType, published };
}

function count(
  happened: [LogEntry, DispatchOutcome?][],
  more: { countedBefore?: string[]; eventHookId?: string; signInHints?: 'hook' | 'log' } = {},
) {
  const { countedBefore = [], signInHints = 'hook', eventHookId } = more;
  return countPage({
    entries: happened.map(([logged]) => logged),
    dispatched: happened.flatMap(([logged, outcome]) =>
      outcome === undefined
        ? []
        : [{ event: { ...logged, userId: '00u1', outcome: 'SUCCESS' }, outcome }],
    ),
    ...{ countedBefore, now },
    settings: { signInHints, ...(eventHookId && { eventHookId }) },
  });
}

const create = 'user.lifecycle.create';

describe('what a page of the log counts', () => {
  it('is hires, those with a run, those that came from the log, and hints, hour by hour', () => {
    const { hours } = count([
      [entry(create), 'started'],
      [entry(create), 'duplicate'],
      [entry('user.lifecycle.activate'), 'signaled'],
      [entry('user.account.update_profile', '2026-01-05T14:00:00.000Z'), 'no-run'],
      [entry('group.lifecycle.create')],
    ]);

    assert.deepEqual(hours, {
      [hour(13)]: {
        ...{ created: 2, haveRun: 2, fromTheLog: 1, hintsSent: 1, eventsRead: 4, hookEvents: 3 },
      },
      [hour(14)]: {
        ...{ created: 0, haveRun: 0, fromTheLog: 0, hintsSent: 0, eventsRead: 1, hookEvents: 1 },
      },
    });
  });

  it('counts what is read again once', () => {
    const hire = entry(create);
    const failure = { ...entry('event_hook.delivery'), eventHookId: ours };
    const first = count([[hire, 'started'], [failure]]);
    const again = count([[hire, 'duplicate'], [failure], [entry(create), 'duplicate']], {
      countedBefore: first.counted,
    });

    assert.equal(first.counted.length, 2);
    assert.equal(again.hours[hour(13)]?.created, 1);
    assert.deepEqual(again.eventHookAlerts, []);
  });

  it('puts an event from the future into the present hour', () => {
    const { hours } = count([[entry(create, '2027-01-05T00:00:00.000Z'), 'started']]);
    assert.deepEqual(Object.keys(hours), [hour(14)]);
    assert.equal(hours[hour(14)]?.created, 1);
  });

  it('leaves sign-ins out of the hooks’ budget where they come from the log', () => {
    const signIns: [LogEntry, DispatchOutcome][] = [
      [entry('user.session.start'), 'no-run'],
      [entry('user.authentication.auth_via_mfa'), 'no-run'],
      [entry(create), 'duplicate'],
    ];
    assert.equal(count(signIns).hours[hour(13)]?.hookEvents, 3);
    assert.equal(count(signIns, { signInHints: 'log' }).hours[hour(13)]?.hookEvents, 1);
  });

  it('names the hooks that fail or are gone', () => {
    const happened: [LogEntry][] = [
      [{ ...entry('event_hook.delivery'), eventHookId: ours }],
      [{ ...entry('event_hook.delivery'), eventHookId: ours }],
      [{ ...entry('event_hook.deactivated'), eventHookId: another }],
      [entry('event_hook.deleted')],
    ];
    const failed = { kind: 'delivery-failed', eventHookId: ours, count: 2 };
    const deleted = { kind: 'deleted', count: 1 };

    assert.deepEqual(count(happened, { eventHookId: ours }).eventHookAlerts, [failed, deleted]);
    const deactivated = { kind: 'deactivated', eventHookId: another, count: 1 };
    assert.deepEqual(count(happened).eventHookAlerts, [failed, deactivated, deleted]);
  });
});

describe('an entry of the log', () => {
  it('is read whoever it is about', () => {
    const target = [user(), { id: ours, type: 'EventHook' }];
    const { uuid } = oktaLogEvent();
    const published = '2026-01-05T10:00:00.123456Z';
    assert.deepEqual(
      readLogEntry(oktaLogEvent({ eventType: 'event_hook.delivery', target, published })),
      {
        ...{ uuid, eventType: 'event_hook.delivery', published: '2026-01-05T10:00:00.123Z' },
        eventHookId: ours,
      },
    );
    for (const none of [null, undefined, [], [{ id: null }], 'x', [7]]) {
      assert.equal(readLogEntry(oktaLogEvent({ target: none }))?.eventHookId, undefined);
    }
  });

  it('is none without an id, a type or a time', () => {
    for (const value of [
      null,
      7,
      [],
      {},
      oktaLogEvent({ uuid: null }),
      oktaLogEvent({ published: 'now' }),
    ]) {
      assert.equal(readLogEntry(value), undefined);
    }
  });
});
