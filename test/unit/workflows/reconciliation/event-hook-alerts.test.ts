import assert from 'node:assert/strict';
import {
  raiseAlerts,
  standingAlerts,
} from '../../../../src/workflows/reconciliation/event-hook-alerts.js';

const now = '2026-01-05T13:00:00.000Z';
const failed = { kind: 'delivery-failed', eventHookId: 'who1', count: 2 } as const;
const deactivated = { kind: 'deactivated', eventHookId: 'who1', count: 1 } as const;

describe('alerts about event hooks', () => {
  it('add up, hook by hook and kind by kind', () => {
    const first = raiseAlerts([], [failed, deactivated], '2026-01-05T12:59:00.000Z');
    assert.deepEqual(raiseAlerts(first, [failed], now), [
      { ...deactivated, lastSeenAt: '2026-01-05T12:59:00.000Z' },
      { ...failed, count: 4, lastSeenAt: now },
    ]);
  });

  it('are about one hook each, or about none that Okta names', () => {
    const ofAnother = { ...failed, eventHookId: 'who2' };
    const ofNone = { kind: 'delivery-failed', count: 1 } as const;
    const first = raiseAlerts([], [failed, ofAnother, ofNone], now);
    assert.deepEqual(raiseAlerts(first, [ofNone], now), [
      { ...failed, lastSeenAt: now },
      { ...ofAnother, lastSeenAt: now },
      { ...ofNone, count: 2, lastSeenAt: now },
    ]);
  });

  it('end when an hour has passed without another one', () => {
    const alerts = raiseAlerts([], [failed], now);
    assert.deepEqual(standingAlerts(alerts, '2026-01-05T13:59:59.999Z'), alerts);
    assert.deepEqual(standingAlerts(alerts, '2026-01-05T14:00:00.000Z'), []);
  });

  it('are a few, of the hooks that were seen last', () => {
    const flood = Array.from({ length: 40 }, (_, n) => ({ ...failed, eventHookId: `who${n}` }));
    const ids = raiseAlerts([], flood, now).map(({ eventHookId }) => eventHookId);
    assert.deepEqual([ids.length, ids[0], ids.at(-1)], [10, 'who30', 'who39']);
  });
});
