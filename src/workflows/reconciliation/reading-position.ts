import type { LogCursor, ReconciliationState } from '../../contract/reconciliation.js';

const dayMs = 24 * 60 * 60_000;

/** How long Okta keeps its log. It refuses to be asked for what is twice as old. https://developer.okta.com/docs/reference/system-log-query/ */
const retentionMs = 90 * dayMs;

/** Okta's clock and ours differ, and what happened at the same time is written down one after the other. */
const overlapMs = 10 * 60_000;

/** From where the next page is read: on from the last one, or anew from a time. */
export function readingPosition(
  { cursor, readUntil }: Pick<ReconciliationState, 'cursor' | 'readUntil'>,
  now: string,
): LogCursor | { since: string } {
  if (cursor !== undefined) return cursor;
  const oldest = new Date(Date.parse(now) - retentionMs).toISOString();
  return { since: readUntil > oldest ? readUntil : oldest };
}

/** Forgets a cursor that leads nowhere: the reading begins anew a little before the point up to which the log was read. */
export function withoutCursor({ cursor, ...state }: ReconciliationState): ReconciliationState {
  return cursor === undefined ? state : { ...state, readUntil: withOverlap(state.readUntil) };
}

/** From where on to read so that nothing of what happened at the time, or after it, is left out. */
export function withOverlap(time: string): string {
  return new Date(Date.parse(time) - overlapMs).toISOString();
}
