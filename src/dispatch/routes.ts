import type { OktaEvent } from '../contract/okta-event.js';

/** What an event does: it starts the user's run, or is told to it by the signal of this name. */
export type Route = 'start' | 'activated' | 'profileChanged' | 'userRemoved' | 'mailBounced';

/** Okta reports under it what became of a mail of its own: `FAILURE` is a mail that came back or was dropped. */
export const mailDeliveryEventType = 'system.email.delivery';

/** What each type of Okta event does. */
const routes: ReadonlyMap<string, Route> = new Map([
  ['user.lifecycle.create', 'start'],
  ['user.lifecycle.activate', 'activated'],
  ['user.authentication.auth_via_mfa', 'activated'],
  ['user.account.update_password', 'activated'],
  ['user.session.start', 'activated'],
  ['user.account.update_profile', 'profileChanged'],
  ['user.lifecycle.deactivate', 'userRemoved'],
  ['user.lifecycle.delete.initiated', 'userRemoved'],
  [mailDeliveryEventType, 'mailBounced'],
]);

/** The types that Okta's event hook must be subscribed to. */
export const routedEventTypes: readonly string[] = [...routes.keys()];

/** True if events of the type are of interest, whatever their outcome. */
export function isRouted(eventType: string): boolean {
  return routes.has(eventType);
}

/**
 * What to do about the event; undefined if nothing. Okta reports refused and failed attempts under the same types: they
 * changed nothing about the user, so only `SUCCESS` is of interest; of mails, only what has not arrived.
 */
export function routeOf({
  eventType,
  outcome,
}: Pick<OktaEvent, 'eventType' | 'outcome'>): Route | undefined {
  const ofInterest = eventType === mailDeliveryEventType ? 'FAILURE' : 'SUCCESS';
  return outcome === ofInterest ? routes.get(eventType) : undefined;
}
