import { beginBackfill } from './begin-backfill.js';
import { steerBackfill } from './steer-backfill.js';
import { checkTimeZone, toWanted, type BackfillOptions } from './backfill-options.js';
import { letReaderStop } from './print.js';

/** Begins a backfill, or does something about one that there is. */
export async function backfill(options: BackfillOptions): Promise<void> {
  checkTimeZone(options.timeZone);
  const wanted = toWanted(options);
  letReaderStop();
  if ('begin' in wanted) await beginBackfill(wanted.begin, options);
  else await steerBackfill(wanted, options);
}
