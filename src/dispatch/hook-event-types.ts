import { signInEventTypes, type EventFilterSettings } from './event-filter.js';
import { reactionEventTypes, routedEventTypes } from './routes.js';

/** The types that Okta's event hook must bring with this configuration, and no others: each delivery counts against the org's daily limit. */
export function hookEventTypes({
  ignoreTypes,
  signInHints,
  reactsToFactors = false,
}: Pick<EventFilterSettings, 'ignoreTypes' | 'signInHints' | 'reactsToFactors'>): string[] {
  return [...routedEventTypes, ...(reactsToFactors ? reactionEventTypes : [])].filter(
    (type) => !ignoreTypes.includes(type) && !(signInHints === 'log' && signInEventTypes.has(type)),
  );
}
