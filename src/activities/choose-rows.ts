import type { BackfillRow } from '../contract/backfill.js';

/** An attempt lasts seconds at most, so that a pause or a cancellation is felt soon. */
const mostPerAttempt = 100;

/**
 * The next rows that may be started, from the front: as many as there is room for, and with them those who wait for a later day, who take no room.
 * None as long as less than a quarter of the room is free, unless it is enough for the rest: few large steps need less history than many small ones.
 *
 * @param busy how many are in progress
 */
export function chooseRows(
  due: readonly BackfillRow[],
  { now, inProgress, busy }: { now: number; inProgress: number; busy: number },
): { chosen: BackfillRow[]; counted: boolean } {
  const takesRoom = ({ notBefore }: BackfillRow) =>
    notBefore === undefined || Date.parse(notBefore) <= now;
  const wanted = due.filter(takesRoom).length;
  const room = inProgress - busy;
  let left = room >= Math.min(Math.ceil(inProgress / 4), wanted) ? Math.max(room, 0) : 0;
  const chosen: BackfillRow[] = [];
  let counted = false;
  for (const row of due.slice(0, mostPerAttempt)) {
    if (takesRoom(row)) {
      if (left === 0) break;
      left -= 1;
      counted = true;
    }
    chosen.push(row);
  }
  return { chosen, counted };
}
