import type { EventHookAlert } from '../../contract/reconciliation.js';

const hourMs = 60 * 60_000;

// Who has more hooks than that in trouble needs no list of them: the state has to stay small.
const remembered = 10;

/** Adds what was seen now to what is standing, hook by hook and kind by kind. */
export function raiseAlerts(
  standing: readonly EventHookAlert[],
  seen: readonly Omit<EventHookAlert, 'lastSeenAt'>[],
  now: string,
): EventHookAlert[] {
  const alerts = [...standing];
  for (const { kind, eventHookId, count } of seen) {
    const at = alerts.findIndex(
      (alert) => alert.kind === kind && alert.eventHookId === eventHookId,
    );
    const [before] = at === -1 ? [] : alerts.splice(at, 1);
    alerts.push({
      ...{ kind, count: (before?.count ?? 0) + count, lastSeenAt: now },
      ...(eventHookId !== undefined && { eventHookId }),
    });
  }
  return alerts.slice(-remembered);
}

/** An alert ends when an hour has passed without another one. */
export function standingAlerts(alerts: readonly EventHookAlert[], now: string): EventHookAlert[] {
  return alerts.filter(({ lastSeenAt }) => Date.parse(now) - Date.parse(lastSeenAt) < hourMs);
}
