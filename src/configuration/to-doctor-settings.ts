import type { WorkerConfig } from './config.js';
import { driftScheduleId } from '../contract/drift.js';
import { sweepScheduleId } from '../contract/group-a-sweep.js';
import { reconciliationScheduleId } from '../contract/reconciliation.js';
import { surgeScheduleId } from '../contract/surge.js';
import { hookEventTypes } from '../dispatch/hook-event-types.js';
import type { DoctorSettings } from '../doctor/evidence.js';

/** What of a worker's configuration the doctor looks at. */
export type DoctoredConfig = Pick<
  WorkerConfig,
  'okta' | 'neededScopes' | 'smtp' | 'settings' | 'events' | 'reconciliation' | 'surge' | 'pacing'
> & { audit: { databaseUrl?: string | undefined } };

/** What the configuration of a worker means for the checks. */
export function toDoctorSettings(
  {
    settings,
    events,
    reconciliation,
    surge,
    pacing,
    audit,
  }: Omit<DoctoredConfig, 'okta' | 'neededScopes' | 'smtp'>,
  { hiresPerDay }: { hiresPerDay?: number | undefined } = {},
): DoctorSettings {
  const { databaseUrl } = audit;
  return {
    populations: settings.populations,
    hookEventTypes: hookEventTypes(events),
    ...{ eventHookId: reconciliation.eventHookId, intervalSeconds: reconciliation.intervalSeconds },
    ...{ share: pacing.share, hiresPerDay },
    scheduleIds: [
      ...[reconciliationScheduleId, sweepScheduleId, driftScheduleId],
      ...(surge === undefined ? [] : [surgeScheduleId]),
    ],
    audit: databaseUrl === undefined ? 'embedded' : databaseUrl === 'none' ? 'none' : 'database',
  };
}
