import assert from 'node:assert/strict';
import {
  readingPosition,
  withoutCursor,
} from '../../../../src/workflows/reconciliation/reading-position.js';
import { firstState } from '../../../../src/workflows/reconciliation/pass-state.js';

const settings = { shareOfLimit: 0.5, signInHints: 'hook' } as const;
const now = '2026-06-15T12:00:00.000Z';
const cursor = { next: 'https://example.okta.com/api/v1/logs?after=7', filter: 'x' };

describe('where the log is read on', () => {
  it('is ten minutes before the first pass, at the first start: hires of that time are ours', () => {
    const since = '2026-06-15T11:50:00.000Z';
    assert.deepEqual(readingPosition(firstState(settings, now), now), { since });
  });

  it('is the configured time, at the first start', () => {
    const first = firstState({ ...settings, startAt: '2026-06-01T10:00:00+02:00' }, now);
    assert.deepEqual(readingPosition(first, now), { since: '2026-06-01T08:00:00.000Z' });
  });

  it('is where Okta’s link leads', () => {
    assert.deepEqual(readingPosition({ readUntil: now, cursor }, now), cursor);
  });

  it('is ten minutes before the last that was read, when the link is lost, and that once', () => {
    const lost = withoutCursor({ ...firstState({ ...settings, startAt: now }, now), cursor });
    assert.deepEqual(readingPosition(lost, now), { since: '2026-06-15T11:50:00.000Z' });
    assert.deepEqual(withoutCursor(lost), lost);
  });

  it('is never farther back than the 90 days that Okta keeps', () => {
    const position = readingPosition({ readUntil: '2025-01-01T00:00:00.000Z' }, now);
    assert.deepEqual(position, { since: '2026-03-17T12:00:00.000Z' });
  });
});
