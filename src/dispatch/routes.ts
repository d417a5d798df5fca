import { factorActivatedEventType, type OktaEvent } from '../contract/okta-event.js';

/** What an event does: it starts the user's run, is told to it by the signal of this name, or is reacted to by a run of its own. */
export type Route =
  'start' | 'activated' | 'profileChanged' | 'userRemoved' | 'mailBounced' | 'react';

/** Okta reports under it what became of a mail of its own: `FAILURE` is a mail that came back or was dropped. */
export const mailDeliveryEventType = 'system.email.delivery';

/** What each type of Okta event does for hires. */
const routesOfHires: ReadonlyMap<string, Route> = new Map([
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

/** What is reacted to where the configuration has `reactions`. */
const routesOfReactions: ReadonlyMap<string, Route> = new Map([
  [factorActivatedEventType, 'react'],
]);

const routes = new Map([...routesOfHires, ...routesOfReactions]);

/** The types that Okta's event hook must be subscribed to. */
export const routedEventTypes: readonly string[] = [...routesOfHires.keys()];

/** Those that it must be subscribed to as well where the configuration has `reactions`. */
export const reactionEventTypes: readonly string[] = [...routesOfReactions.keys()];

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
