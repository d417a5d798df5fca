import assert from 'node:assert/strict';
import type { CheckStatus } from '../../../src/contract/doctor.js';
import { compareChecks } from '../../../src/workflows/compare-checks.js';

const at = '2026-12-01T04:00:00.000Z';
const compare = (was: CheckStatus | undefined, status: CheckStatus) => {
  const before = was === undefined ? undefined : { checks: { engine: was } };
  const result = { id: 'engine', title: 'the engine', status, evidence: 'what was found' };
  return compareChecks(before, [result], at);
};

/** How it was and is, whether that is a change for the worse or the better, and how it counts the next time. */
const rows: [CheckStatus | undefined, CheckStatus, 'worse' | 'better' | undefined, CheckStatus][] =
  [
    ['ok', 'ok', undefined, 'ok'],
    ['ok', 'warning', 'worse', 'warning'],
    ['ok', 'failure', 'worse', 'failure'],
    ['warning', 'failure', 'worse', 'failure'],
    ['failure', 'warning', 'better', 'warning'],
    ['failure', 'ok', 'better', 'ok'],
    ['failure', 'failure', undefined, 'failure'],
    ['failure', 'unknown', undefined, 'failure'],
    ['ok', 'unknown', undefined, 'ok'],
    ['unknown', 'ok', undefined, 'ok'],
    ['unknown', 'failure', 'worse', 'failure'],
    [undefined, 'ok', undefined, 'ok'],
    [undefined, 'unknown', undefined, 'unknown'],
    [undefined, 'warning', 'worse', 'warning'],
  ];

describe('what has changed since the last daily check', () => {
  for (const [was, is, change, next] of rows) {
    it(`${was ?? 'never read'}, then ${is}: ${change ?? 'nothing'}`, () => {
      const { changes, checks } = compare(was, is);

      assert.deepEqual(
        changes.map(({ isWorse }) => (isWorse ? 'worse' : 'better')),
        change === undefined ? [] : [change],
      );
      assert.deepEqual(checks, { engine: next });
      assert.deepEqual(
        changes.map((each) => each.was),
        change === undefined ? [] : [was],
      );
    });
  }

  it('forgets a check that there is no more', () => {
    assert.deepEqual(compareChecks({ checks: { gone: 'ok' } }, [], at), {
      at,
      checks: {},
      changes: [],
    });
  });
});
