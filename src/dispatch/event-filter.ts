import { factorActivatedEventType } from '../contract/okta-event.js';
import type { ReadOktaEvent } from './parse-okta-event.js';
import { mailDeliveryEventType } from './routes.js';

/** Which of Okta's events concern us, as the configuration says it. */
export interface EventFilterSettings {
  ignoreTypes: readonly string[];
  /** Ids of actors. */
  ignoreActors: readonly string[];
  /** Ids of our own service app and API token. */
  ownActors: readonly string[];
  /** What the login of a user must match. The pattern is the operator's own, as is its cost. */
  loginPattern?: RegExp | undefined;
  /** `log`: sign-ins are taken from the System Log alone, because a hook for each uses up the org's daily limit. */
  signInHints: 'hook' | 'log';
  /** Whether factors that are activated are reacted to; not unless given. */
  reactsToFactors?: boolean;
}

/** True if something is to be done about the event. */
export type Concerns = (read: ReadOktaEvent) => boolean;

const isNewsFromUs: ReadonlySet<string> = new Set(['user.lifecycle.create', mailDeliveryEventType]);

/** What every sign-in of everybody raises. */
export const signInEventTypes: ReadonlySet<string> = new Set([
  'user.session.start',
  'user.authentication.auth_via_mfa',
]);

/**
 * The filter in front of everything that is started or signaled. It takes away what the event itself shows to be none of ours, and
 * nothing else: an event that does not say the login passes, whatever the pattern.
 *
 * @param source where the events come from: the hook, or the System Log
 */
export function createEventFilter(settings: EventFilterSettings, source: 'hook' | 'log'): Concerns {
  const ignoredTypes = new Set(settings.ignoreTypes);
  const ignoredActors = new Set(settings.ignoreActors);
  const ownActors = new Set(settings.ownActors);
  const { loginPattern, reactsToFactors = false } = settings;
  const leavesSignInsToTheLog = source === 'hook' && settings.signInHints === 'log';

  /** What we did is no news. Whom we created, or another program with our token did, is a hire all the same; a mail of Okta's may come back to whoever sent it. */
  function isOwnAct({ event: { eventType, actor }, apiTokenId }: ReadOktaEvent): boolean {
    const isOurs = [actor?.id, apiTokenId].some((id) => id !== undefined && ownActors.has(id));
    return isOurs && !isNewsFromUs.has(eventType);
  }

  return (read) => {
    const { eventType, actor } = read.event;
    if (ignoredTypes.has(eventType)) return false;
    if (eventType === factorActivatedEventType && !reactsToFactors) return false;
    if (actor !== undefined && ignoredActors.has(actor.id)) return false;
    if (leavesSignInsToTheLog && signInEventTypes.has(eventType)) return false;
    // `search` does not depend on what a pattern with the flag `g` has matched before.
    if (read.login !== undefined && loginPattern && read.login.search(loginPattern) < 0)
      return false;
    return !isOwnAct(read);
  };
}
