import type { DispatchOutcome } from '../contract/dispatch-delivery.js';
import type { OktaEvent } from '../contract/okta-event.js';
import type { Door } from './door.js';
import { signalActivated, signalProfileChanged, signalUserRemoved } from './signal-run.js';
import { startPreEnrollUser } from './start-pre-enroll-user.js';

type Act = (door: Door, event: OktaEvent) => Promise<DispatchOutcome>;

/** What each type of Okta event does. */
const routes: ReadonlyMap<string, Act> = new Map([
  ['user.lifecycle.create', startPreEnrollUser],
  ['user.lifecycle.activate', signalActivated],
  ['user.authentication.auth_via_mfa', signalActivated],
  ['user.account.update_password', signalActivated],
  ['user.session.start', signalActivated],
  ['user.account.update_profile', signalProfileChanged],
  ['user.lifecycle.deactivate', signalUserRemoved],
  ['user.lifecycle.delete.initiated', signalUserRemoved],
]);

/** The types that Okta's event hook must be subscribed to. */
export const routedEventTypes: readonly string[] = [...routes.keys()];

/** True if events of the type are of interest, whatever their outcome. */
export function isRouted(eventType: string): boolean {
  return routes.has(eventType);
}

/**
 * What to do about the event; undefined if nothing. Okta reports refused and failed attempts under the same types: they
 * changed nothing about the user, so only `SUCCESS` is of interest.
 */
export function routeOf({ eventType, outcome }: Pick<OktaEvent, 'eventType' | 'outcome'>) {
  return outcome === 'SUCCESS' ? routes.get(eventType) : undefined;
}
