import type { DriftDependencies } from '../../src/activities/drift.js';

/** For workers that are about something else than the daily check. */
export const noDrift: DriftDependencies = {
  makeChecks: () => Promise.reject(new Error('Nothing is checked here')),
  addresses: [],
};
