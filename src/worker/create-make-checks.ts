import type { CheckResult } from '../contract/doctor.js';
import type { OktaPacer } from '../okta/pacing/create-pacer.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';
import type { DoctoredConfig } from '../configuration/to-doctor-settings.js';

/** Makes the checks as a worker sees them: with its settings and its share of Okta's limits, and without the event hook's secret, which only the gateway has. */
export function createMakeChecks(
  worker: DoctoredConfig,
  temporal: TemporalConfig,
  pacer: OktaPacer,
): () => Promise<CheckResult[]> {
  return async () => {
    // Needed once a day: a worker that starts does not wait for it.
    const { makeChecks } = await import('../make-checks.js');
    const config = { worker, hookSecret: undefined, oddNames: [] };
    return makeChecks(config, temporal, { pacer });
  };
}
