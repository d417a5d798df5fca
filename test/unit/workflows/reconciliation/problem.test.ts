import assert from 'node:assert/strict';
import { describeProblem } from '../../../../src/workflows/reconciliation/problem.js';

const before = '2026-01-05T13:00:00.000Z';
const now = '2026-01-05T13:01:00.000Z';

describe('what keeps the log from being read', () => {
  it('is the same problem, since the same time, until it is another one', () => {
    const first = describeProblem('okta-credential-rejected', undefined, before);
    assert.equal(first.since, before);
    assert.deepEqual(describeProblem('okta-credential-rejected', first, now), first);
    const other = describeProblem('okta-permission-missing', first, now);
    assert.deepEqual([other.reason, other.since], ['okta-permission-missing', now]);
  });

  it('is a refusal of Okta’s where the reason has nothing to do with the log', () => {
    const unknown = describeProblem('phone-missing', undefined, before);
    assert.deepEqual(unknown, describeProblem('okta-refused', undefined, before));
    assert.deepEqual(describeProblem('phone-missing', unknown, now), unknown);
  });

  for (const [reason, action] of [
    ['okta-credential-rejected', /valid Okta credential and restart/],
    ['okta-permission-missing', /okta\.logs\.read/],
    ['okta-refused', /error code/],
  ] as const) {
    it(`says of ${reason} what is wrong, what a person does about it, and that nothing else is needed`, () => {
      const problem = describeProblem(reason, undefined, now);
      assert.match(problem.explanation, /System Log/);
      assert.match(problem.action, action);
      assert.match(problem.action, /goes on by itself/);
    });
  }
});
