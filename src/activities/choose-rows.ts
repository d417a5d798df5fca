import type { BackfillRow } from '../contract/backfill.js';

/**
 * The next rows that may be started, from the front: as many as there is room for, and between them those who take none. Nobody who takes room as
 * long as there is room for fewer than are worthwhile, unless it is enough for all of them.
 *
 * @returns also whether anybody among them takes room
 */
export function chooseRows(
  due: readonly BackfillRow[],
  {
    room,
    worthwhile,
    takesRoom,
  }: { room: number; worthwhile: number; takesRoom: (row: BackfillRow) => boolean },
): { chosen: BackfillRow[]; counted: boolean } {
  const wanted = due.filter(takesRoom).length;
  const usable = room >= Math.min(worthwhile, wanted) ? Math.max(room, 0) : 0;
  const chosen: BackfillRow[] = [];
  let taken = 0;
  for (const row of due) {
    if (takesRoom(row)) {
      if (taken === usable) break;
      taken += 1;
    }
    chosen.push(row);
  }
  return { chosen, counted: taken > 0 };
}
