import { ApplicationFailure } from '@temporalio/common';
import { getClient } from '@temporalio/activity';
import type { Concerns } from '../dispatch/event-filter.js';
import { sortEvents } from '../dispatch/sort-events.js';
import {
  createEventCardStarter,
  type EventCardStarterOptions,
} from '../event-card/create-event-card-starter.js';
import type { OktaClient } from '../okta/okta-client.js';
import { groupIdsOf } from './group-ids-of.js';
import { pollLog, type ReadingPosition } from './poll-log.js';

export interface EventCardDependencies extends Pick<
  EventCardStarterOptions,
  'triggers' | 'encryptionKey'
> {
  /** Of the events of the System Log. */
  concerns: Concerns;
}

export function createEventCardActivities(
  okta: OktaClient,
  { concerns, triggers, encryptionKey }: EventCardDependencies,
) {
  /**
   * Starts what is configured for the event cards of one page of the System Log, which is read again for it: a card holds personal data,
   * and never goes through a history as it is. Repeatable: the workflow's id holds the event's `uuid`.
   */
  async function startEventCards({ from }: { from: ReadingPosition }): Promise<void> {
    const page = await pollLog(okta, from);
    if (page === undefined) {
      throw ApplicationFailure.nonRetryable('Okta does not give the page a second time');
    }
    const start = createEventCardStarter({
      ...{ client: getClient(), triggers, encryptionKey },
      groupIdsOf: (userId) => groupIdsOf(okta, userId),
    });
    await start({ values: page.events, due: sortEvents(page.events, concerns).due });
  }

  return { startEventCards };
}
