import assert from 'node:assert/strict';
import type { HourCounts, LedgerHour } from '../../../../src/contract/reconciliation.js';
import {
  addToLedger,
  forgetOldHours,
  isDue,
  ledgerLine,
  openHour,
} from '../../../../src/workflows/reconciliation/ledger.js';

const nothing: HourCounts = {
  ...{ created: 0, haveRun: 0, fromTheLog: 0, hintsSent: 0, eventsRead: 0, hookEvents: 0 },
};
const at = (hour: number) => new Date(Date.UTC(2026, 0, 5, hour)).toISOString();
const hour = (n: number, counts: Partial<LedgerHour> = {}): LedgerHour => ({
  ...{ hour: at(n), ...nothing, ...counts },
});

describe('the ledger of the reconciliation', () => {
  it('adds up by the hour, in the order of the hours', () => {
    const ledger = addToLedger([hour(13, { created: 1, hintsSent: 2 })], {
      [at(13)]: { ...nothing, created: 2, haveRun: 3 },
      [at(12)]: { ...nothing, eventsRead: 5 },
    });

    assert.deepEqual(ledger, [
      hour(12, { eventsRead: 5 }),
      hour(13, { created: 3, hintsSent: 2, haveRun: 3 }),
    ]);
  });

  it('adds up each count by itself', () => {
    const one = { created: 1, haveRun: 2, fromTheLog: 3, hintsSent: 4, eventsRead: 5 };
    const other = { created: 10, haveRun: 20, fromTheLog: 30, hintsSent: 40, eventsRead: 50 };
    const [sum] = addToLedger([hour(13, { ...one, hookEvents: 6 })], {
      [at(13)]: { ...other, hookEvents: 60 },
    });

    assert.deepEqual(sum, {
      ...{ hour: at(13), created: 11, haveRun: 22, fromTheLog: 33 },
      ...{ hintsSent: 44, eventsRead: 55, hookEvents: 66 },
    });
  });

  it('says of an hour what hooks have lost', () => {
    assert.equal(
      ledgerLine(hour(13, { created: 312, haveRun: 312, fromTheLog: 11 })),
      'Ledger 13:00: 312 created, 312 have a run, 11 came from the log',
    );
  });

  it('tells an hour once it is over and read to its end', () => {
    assert.equal(isDue(hour(13), '2026-01-05T14:00:59.999Z'), false);
    assert.equal(isDue(hour(13), '2026-01-05T14:01:00.000Z'), true);
    assert.equal(isDue(hour(13, { isTold: true }), at(20)), false);
  });

  it('tells an hour again that has changed after it was told', () => {
    const [again] = addToLedger([hour(13, { isTold: true })], { [at(13)]: nothing });
    assert(again);
    assert.equal(isDue(again, at(15)), true);
  });

  it('has a line for an hour without events, too', () => {
    assert.deepEqual(openHour([hour(12)], '2026-01-05T13:20:00.000Z'), [hour(12), hour(13)]);
    const open = [hour(13, { created: 1 })];
    assert.deepEqual(openHour(open, '2026-01-05T13:59:59.999Z'), open);
  });

  it('does not tell an hour again because it is looked at', () => {
    const ledger = [hour(12), hour(13, { isTold: true })];
    assert.deepEqual(openHour(ledger, '2026-01-05T13:20:00.000Z'), ledger);
  });

  it('keeps 24 hours, and what is not told yet', () => {
    const ledger = [
      hour(-40),
      ...Array.from({ length: 40 }, (_, n) => hour(n - 30, { isTold: true })),
      hour(10),
    ];
    const kept = forgetOldHours(ledger, '2026-01-05T10:30:00.000Z');
    assert.deepEqual([kept[0], kept[1], kept.length], [ledger[0], hour(-13, { isTold: true }), 25]);
    const onTheHour = forgetOldHours(ledger.slice(1), at(9));
    assert.deepEqual([onTheHour[0], onTheHour.length], [hour(-14, { isTold: true }), 25]);
  });
});
