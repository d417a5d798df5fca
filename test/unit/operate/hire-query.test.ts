import assert from 'node:assert/strict';
import { toHireQuery } from '../../../src/operate/hire-query.js';
import { QueryRefusedError } from '../../../src/operate/temporal-errors.js';

const running = 'WorkflowType = "preEnrollUser" AND ExecutionStatus = "Running"';

describe('the query for hires', () => {
  it('means all who are running, where nothing narrows it', () => {
    assert.equal(toHireQuery({}), running);
  });

  it('narrows by everything that is given', () => {
    assert.equal(
      toHireQuery({
        stage: 'needs-attention',
        reason: 'phone-missing',
        batch: '2026-12-01',
        before: new Date('2026-11-20T10:00:00Z'),
      }),
      `${running} AND EnrollmentStage = "needs-attention" AND AttentionReason = "phone-missing" AND HireBatch = "2026-12-01" AND StageSince < "2026-11-20T10:00:00.000Z"`,
    );
  });

  it("holds an operator's query together, so that its OR reaches nobody else", () => {
    assert.equal(
      toHireQuery({ query: 'HireBatch="a" OR HireBatch="b"' }),
      `${running} AND (HireBatch="a" OR HireBatch="b")`,
    );
  });

  it('takes no value that ends the text it stands in', () => {
    for (const batch of ['a" OR "b', 'a\\']) {
      assert.throws(() => toHireQuery({ batch }), QueryRefusedError);
    }
  });
});
