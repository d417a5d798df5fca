import assert from 'node:assert/strict';
import type { ReconciledPage } from '../../../../src/activities/reconciliation.js';
import {
  closed,
  firstState,
  isAtTheEnd,
  withPage,
} from '../../../../src/workflows/reconciliation/pass-state.js';
import { describeProblem } from '../../../../src/workflows/reconciliation/problem.js';

const settings = { shareOfLimit: 0.5, signInHints: 'hook' } as const;
const begun = '2026-01-05T13:00:00.000Z';
const asked = '2026-01-05T13:00:05.000Z';
const filter = 'eventType eq "user.lifecycle.create" or '.repeat(11);
const cursor = {
  next: `https://example.okta.com/api/v1/logs?after=7&filter=${encodeURIComponent(filter)}`,
  filter,
};
const page = (more: Partial<ReconciledPage> = {}): ReconciledPage => ({
  ...{ cursor, events: 0, hours: {}, eventHookAlerts: [], counted: [], ...more },
});

describe('the state of a pass', () => {
  it('is at the first start that nothing is known from before', () => {
    assert.deepEqual(firstState(settings, begun), {
      ...{ readUntil: '2026-01-05T12:50:00.000Z', counted: [], ledger: [], eventHookAlerts: [] },
      hookBudget: { events: 0, warningLevel: 280_000 },
    });
    const startAt = '2026-01-01T10:00:00+02:00';
    assert.deepEqual(firstState({ ...settings, startAt }, begun), {
      ...firstState(settings, begun),
      readUntil: '2026-01-01T08:00:00.000Z',
    });
  });

  it('knows the last 200 hires that were counted', () => {
    const names = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => `hash${from + n}`);
    const state = firstState(settings, begun);
    const first = withPage(state, page({ counted: names(0, 150) }), asked);
    assert.deepEqual(first.counted, names(0, 150));
    const second = withPage(first, page({ counted: names(150, 250) }), asked);
    assert.deepEqual(second.counted, names(50, 250));
  });

  it('has read until the latest event of a page, and never goes back', () => {
    const state = firstState(settings, begun);
    const later = withPage(state, page({ events: 1, readUntil: asked }), asked);
    assert.equal(later.readUntil, asked);
    const older = page({ events: 1, readUntil: '2026-01-05T11:00:00.000Z' });
    assert.equal(withPage(later, older, asked).readUntil, asked);
  });

  it('has read until it asked, when the page is empty, and not when nothing on it has a time', () => {
    const state = firstState(settings, begun);
    assert.equal(withPage(state, page(), asked).readUntil, asked);
    assert.equal(withPage(state, page({ events: 2 }), asked).readUntil, state.readUntil);
  });

  it('is at the end with an empty page, and with one that is as young as the pass', () => {
    assert.equal(isAtTheEnd(page(), begun), true);
    assert.equal(isAtTheEnd(page({ events: 1, readUntil: begun }), begun), true);
    assert.equal(isAtTheEnd(page({ events: 1, readUntil: asked }), begun), true);
    assert.equal(
      isAtTheEnd(page({ events: 1, readUntil: '2026-01-05T12:59:59.999Z' }), begun),
      false,
    );
    assert.equal(isAtTheEnd(page({ events: 1 }), begun), false);
  });

  it('has no problem any more once a page was read', () => {
    const problem = describeProblem('okta-credential-rejected', undefined, begun);
    const state = { ...firstState(settings, begun), problem };
    assert.equal(withPage(state, page(), asked).problem, undefined);
  });

  it('stays below 10 kB, whatever a day brings', () => {
    let state = firstState(settings, begun);
    for (let hour = 0; hour < 48; hour += 1) {
      const now = new Date(Date.UTC(2026, 0, 5, 13 + hour)).toISOString();
      const n = 100_000;
      const counts = {
        ...{ created: n, haveRun: n, fromTheLog: n, hintsSent: n, eventsRead: n, hookEvents: n },
      };
      state = withPage(
        state,
        page({
          ...{ events: 200, hours: { [now]: counts } },
          counted: Array.from({ length: 200 }, (_, at) => `hash${hour % 10}${at}`.padEnd(8)),
          eventHookAlerts: Array.from({ length: 30 }, (_, at) => ({
            ...{ kind: 'delivery-failed', count: n, eventHookId: `who${at}`.padEnd(20, '0') },
          })),
        }),
        now,
      );
      state.ledger = state.ledger.map((entry) => ({ ...entry, isTold: true as const }));
      state = closed(state, settings, now);
    }
    assert.equal(state.ledger.length, 24);
    assert(JSON.stringify(state).length < 10_000, `${JSON.stringify(state).length} bytes`);
  });
});
