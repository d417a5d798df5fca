import type { DriftDependencies } from '../../src/activities/drift.js';

/** For workers that are about something else than the daily check. */
export const noDrift: DriftDependencies = {
  makeChecks: () => Promise.reject(new Error('Nothing is checked here')),
  addresses: [],
};

/** What a daily check finds that is worth an alert. */
export const someDrift: DriftDependencies = {
  makeChecks: () =>
    Promise.resolve([
      { id: 'engine', title: 'Okta can be reached', status: 'ok', evidence: 'Identity Engine' },
      {
        ...{ id: 'event-hook-active', title: 'The event hook is active', status: 'failure' },
        ...{ evidence: 'INACTIVE', remedy: 'Activate it' },
      },
    ]),
  addresses: ['operators@example.com'],
};
