import type { CheckResult } from './contract/doctor.js';
import { createReaders } from './doctor/readers/create-readers.js';
import { runDoctor, type DoctorOptions } from './doctor/run-doctor.js';
import { openDoctorPorts, type Doctored, type OpenOptions } from './doctor-ports.js';
import type { TemporalConfig } from './configuration/temporal-config.js';

/** Makes the checks once, over ports that are closed again: see {@link runDoctor}. */
export async function makeChecks(
  config: Doctored,
  temporal: TemporalConfig,
  { hiresPerDay, pacer, ...options }: OpenOptions & Omit<DoctorOptions, 'readers'>,
): Promise<CheckResult[]> {
  const { ports, close } = await openDoctorPorts(config, temporal, { hiresPerDay, pacer });
  try {
    return await runDoctor({ ...options, readers: createReaders(ports) });
  } finally {
    await close();
  }
}
