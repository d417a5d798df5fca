import type { LogCursor } from '../contract/reconciliation.js';
import { reactionEventTypes, routedEventTypes } from '../dispatch/routes.js';
import type { LogPage, OktaClient } from '../okta/okta-client.js';
import { LogCursorRefusedError } from '../okta/okta-errors.js';
import { alertEventTypes } from './log-entry.js';

// Dispatched within a few seconds, far inside the activity's timeout.
const eventsPerPage = 200;

/** The events of the System Log that are read. */
export const logFilter = [...routedEventTypes, ...reactionEventTypes, ...alertEventTypes]
  .map((eventType) => `eventType eq "${eventType}"`)
  .join(' or ');

/** Where the reading goes on, or from which time (ISO 8601) it begins anew. */
export type ReadingPosition = LogCursor | { since: string };

/** One page of Okta's System Log; undefined where Okta does not read on from the link any more. */
export async function pollLog(
  okta: OktaClient,
  from: ReadingPosition,
): Promise<LogPage | undefined> {
  try {
    return await okta.pollLog(
      'next' in from
        ? { next: from.next }
        : { since: new Date(from.since), filter: logFilter, limit: eventsPerPage },
    );
  } catch (error) {
    if (error instanceof LogCursorRefusedError) return undefined;
    throw error;
  }
}
