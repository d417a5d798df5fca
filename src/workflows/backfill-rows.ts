import { condition, setHandler } from '@temporalio/workflow';
import {
  releaseRowsSignal,
  type BackfillOutcome,
  type BackfillRowsInput,
  type RowOutcome,
} from '../contract/backfill.js';

/**
 * Keeps a page of a backfill's rows, so that no other history has to: they are what the run begins with. It ends when it is released, with what
 * became of them. A second release is too late, and changes nothing.
 */
export async function backfillRows({ rows }: BackfillRowsInput): Promise<BackfillOutcome[]> {
  let outcomes: RowOutcome[] | undefined;
  setHandler(releaseRowsSignal, (given) => {
    outcomes ??= given;
  });
  await condition(() => outcomes !== undefined);
  return rows.map(({ userId, line }, at) => ({
    ...{ userId, line },
    outcome: outcomes?.[at] ?? 'cancelled',
  }));
}
