// Read by `scripts/mutation.js`, which runs Stryker once for each file of `mutate`, with the command of that file's own unit test:
// Stryker's runner for mocha knows mocha up to 11, and its other one runs the same command for every mutant.
export default {
  mutate: [
    'src/activities/classify-error.ts',
    'src/activities/decide-policy-hold.ts',
    'src/activities/decide-surge.ts',
    'src/activities/phone-number.ts',
    'src/activities/plan-waiting.ts',
    'src/activities/working-time.ts',
    'src/contract/operator-request.ts',
    'src/dispatch/event-filter.ts',
    'src/dispatch/routes.ts',
    'src/workflows/decide-completion.ts',
    'src/workflows/decide-skip.ts',
    'src/workflows/decide-waiting.ts',
    'src/workflows/reconciliation/event-hook-alerts.ts',
    'src/workflows/reconciliation/hook-budget.ts',
    'src/workflows/reconciliation/ledger.ts',
    'src/workflows/reconciliation/pass-state.ts',
    'src/workflows/reconciliation/pause-before-next-page.ts',
    'src/workflows/reconciliation/problem.ts',
    'src/workflows/reconciliation/reading-position.ts',
  ],
  ignorePatterns: ['dist', 'test/histories'],
  reporters: ['clear-text'],
  clearTextReporter: { reportTests: false, reportScoreTable: false },
  logLevel: 'warn',
  // A mutant that loops without end must not slow another one down until that is over time, too.
  concurrency: 1,
  // Of all files together. `break` is the whole number below the score of docs/mutation-testing.md: raise it when the score rises.
  thresholds: { high: 99, low: 98, break: 98 },
};
