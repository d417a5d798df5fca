import type { CheckResult } from './contract/doctor.js';
import { createReaders } from './doctor/readers/create-readers.js';
import { runDoctor } from './doctor/run-doctor.js';
import { openDoctorPorts } from './doctor-ports.js';
import type { OktaPacer } from './okta/pacing/create-pacer.js';
import type { TemporalConfig } from './temporal-config.js';
import type { DoctoredConfig } from './to-doctor-settings.js';

/** Makes the checks as a worker sees them: with its settings and its share of Okta's limits, and without the event hook's secret, which only the gateway has. */
export function createMakeChecks(
  worker: DoctoredConfig,
  temporal: TemporalConfig,
  pacer: OktaPacer,
): () => Promise<CheckResult[]> {
  return async () => {
    const config = { worker, hookSecret: undefined, oddNames: [] };
    const { ports, close } = await openDoctorPorts(config, temporal, { pacer });
    try {
      return await runDoctor({ readers: createReaders(ports) });
    } finally {
      await close();
    }
  };
}
