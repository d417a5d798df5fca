import { log, setHandler } from '@temporalio/workflow';
import { surgeStatusQuery, type SurgeLimits, type SurgeWatch } from '../contract/surge.js';
import { surge } from './activities.js';

/** One look at how much happens to the runs of hires. The Schedule starts it every minute, if there are limits. */
export async function watchForSurge({ limits }: { limits: SurgeLimits }): Promise<SurgeWatch> {
  let watch: SurgeWatch | undefined = undefined;
  setHandler(surgeStatusQuery, () => watch);
  const { since, counts, frozen } = await surge.watchSurge({ limits });
  watch = { since, counts, ...(frozen !== undefined && { frozen }) };
  if (frozen !== undefined) {
    log.error('The surge breaker has frozen everything: a person must look', {
      ...{ since, ...counts, reason: frozen },
    });
  }
  return watch;
}
