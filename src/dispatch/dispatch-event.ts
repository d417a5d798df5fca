import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import type { Door } from './door.js';
import { routeOf } from './routes.js';
import { reactToEvent } from './react-to-event.js';
import { signalRun } from './signal-run.js';
import { startPreEnrollUser } from './start-pre-enroll-user.js';

/**
 * The one door: turns an Okta event, wherever it comes from, into a start, a signal or nothing. When it returns, the effect is
 * durable in Temporal, or not needed. Repeatable: see {@link DispatchOutcome}.
 *
 * @throws what the client throws when Temporal cannot take it; nothing is known about the effect then
 */
export async function dispatchEvent(door: Door, event: OktaEvent): Promise<DispatchOutcome> {
  const route = routeOf(event);
  if (route === undefined) return 'ignored';
  if (route === 'react') return reactToEvent(door, event);
  return route === 'start'
    ? startPreEnrollUser(door, { userId: event.userId, event })
    : signalRun(door, route, event);
}
