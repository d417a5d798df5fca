import { check, failure, ok, unknown, warning } from '../check.js';

export const systemLogChecks = [
  check('system-log-readable', {
    title: 'The System Log can be read',
    needs: ['systemLogPage'],
    remedy:
      'Grant okta.logs.read, and a role that may read the log: without it nobody finds what hooks lose.',
    byHand: 'Look at Reports > System Log with the same role.',
    judge: ({ systemLogPage: { events } }) =>
      ok(`${events} events on the first page of the last hour`),
    judgeFailure: ({ kind, text }) => (kind === 'forbidden' ? failure(text) : undefined),
  }),

  check('system-log-lag', {
    title: 'The reconciliation is not behind',
    needs: ['settings', 'reconciliation'],
    remedy:
      'See what its last run says (`temporal workflow list --query \'WorkflowType="reconcileSystemLog"\'`), and that a worker polls.',
    byHand: "Look at the last run of reconcileSystemLog in Temporal's UI.",
    judge({ settings: { intervalSeconds }, reconciliation: state }, now) {
      if (state === undefined) return warning('there was no pass yet');
      if (state.problem)
        return failure(
          `it cannot read the log: ${state.problem.reason}, since ${state.problem.since}`,
        );
      const seconds = Math.round((now.getTime() - Date.parse(state.readUntil)) / 1_000);
      if (Number.isNaN(seconds)) return unknown('the last pass does not say how far it came');
      const evidence = `read until ${state.readUntil}, ${Math.max(seconds, 0)} s ago`;
      if (seconds > 3_600 + intervalSeconds) return failure(evidence);
      return seconds > 300 + 3 * intervalSeconds ? warning(evidence) : ok(evidence);
    },
  }),
];
