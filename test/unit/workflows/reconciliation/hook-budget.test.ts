import assert from 'node:assert/strict';
import type { LedgerHour } from '../../../../src/contract/reconciliation.js';
import { estimateHookBudget } from '../../../../src/workflows/reconciliation/hook-budget.js';

const hours = (hookEvents: number): LedgerHour[] =>
  Array.from({ length: 24 }, (_, n) => ({
    hour: new Date(Date.UTC(2026, 0, 5, n)).toISOString(),
    ...{ created: 0, haveRun: 0, fromTheLog: 0, hintsSent: 0, eventsRead: 0, hookEvents },
  }));

describe('the budget of event hooks', () => {
  it('is the day’s events of the types that are hooked, and no matter far from Okta’s warning', () => {
    assert.deepEqual(estimateHookBudget(hours(8_166), 'hook'), {
      ...{ events: 195_984, warningLevel: 280_000 },
    });
  });

  it('warns at 70 % of Okta’s warning level, and says what helps', () => {
    const [first, ...others] = hours(8_166);
    assert(first);
    const used = [{ ...first, hookEvents: first.hookEvents + 16 }, ...others];
    const { advice, ...budget } = estimateHookBudget(used, 'hook');
    assert.deepEqual(budget, { events: 196_000, warningLevel: 280_000 });
    assert.match(advice ?? '', /`events\.signInHints: log`.*user\.session\.start/);
  });

  it('does not advise what is done already', () => {
    const { advice } = estimateHookBudget(hours(10_000), 'log');
    assert.doesNotMatch(advice ?? assert.fail(), /signInHints/);
  });
});
