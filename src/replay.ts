import type { Client } from '@temporalio/client';
import type { ReplayConfig } from './configuration/config.js';
import type { DispatchOutcome } from './contract/dispatch-delivery.js';
import type { OktaEvent } from './contract/okta-event.js';
import { dispatchEvent } from './dispatch/dispatch-event.js';
import type { Door } from './dispatch/door.js';
import { createEventFilter } from './dispatch/event-filter.js';
import { routeOf } from './dispatch/routes.js';
import { createSignalAllowance } from './dispatch/signal-allowance.js';
import { sortEvents } from './dispatch/sort-events.js';
import { createEventCardStarter } from './event-card/create-event-card-starter.js';

/** What became of one stored event, or would become of it. No personal data. */
export interface ReplayedEvent {
  /** Null where the event has none that can be read. */
  uuid: string | null;
  eventType: string | null;
  outcome: DispatchOutcome | 'unreadable' | 'failed' | 'would-start' | 'would-signal';
  /** Why it is unreadable or failed: the part that is wrong, or Temporal's answer. */
  reason?: string;
}

/** Events as Okta sent them, and the delivery's body around them. */
export interface ReplayInput {
  values: readonly unknown[];
  envelope?: unknown;
}

/** Beyond it a single call to Temporal counts as failed. */
const callWithinMs = 10_000;

/**
 * Brings stored events through the one door, one after the other, those first that start a run. Repeatable: what Temporal has taken is a duplicate the
 * next time. An event that Temporal does not take is `failed`, and keeps none of the others back.
 *
 * @param client undefined to see what would be done; nothing is called then
 * @throws AggregateError if Temporal did not take all of the event cards
 */
export async function replayEvents(
  client: Client | undefined,
  { events, eventCards, encryptionKey, reactions }: ReplayConfig,
  { values, envelope }: ReplayInput,
): Promise<ReplayedEvent[]> {
  const sorted = sortEvents(values, createEventFilter(events, 'log'));
  const due = sorted.due.toSorted((a, b) => Number(isStart(b)) - Number(isStart(a)));
  const leftOut: ReplayedEvent[] = [
    ...sorted.repeated.map((event) => describe(event, 'duplicate')),
    ...sorted.ignored.map((event) => describe(event, 'ignored')),
    ...sorted.unreadable.map((event) => ({
      ...describe(event, 'unreadable'),
      reason: event.unreadable,
    })),
  ];
  if (client === undefined) {
    const planned = due.map((event) =>
      describe(event, isSignal(event) ? 'would-signal' : 'would-start'),
    );
    return [...planned, ...leftOut];
  }
  const startEventCards = createEventCardStarter({ client, triggers: eventCards, encryptionKey });
  const dispatched = await dispatchEach({ client, reactions }, due);
  await startEventCards({ values, due, envelope });
  return [...dispatched, ...leftOut];
}

async function dispatchEach(
  { client, reactions }: Omit<Door, 'allowance'>,
  due: OktaEvent[],
): Promise<ReplayedEvent[]> {
  const door = { client, reactions, allowance: createSignalAllowance() };
  const replayed: ReplayedEvent[] = [];
  for (const event of due) {
    const dispatched = await client
      .withDeadline(Date.now() + callWithinMs, () => dispatchEvent(door, event))
      .then(
        (outcome) => describe(event, outcome),
        (error: unknown) => ({ ...describe(event, 'failed'), reason: String(error) }),
      );
    replayed.push(dispatched);
  }
  return replayed;
}

function isSignal(event: OktaEvent): boolean {
  const route = routeOf(event);
  return route !== 'start' && route !== 'react';
}

function isStart(event: OktaEvent): boolean {
  return routeOf(event) === 'start';
}

function describe(
  { uuid, eventType }: { uuid?: string; eventType?: string },
  outcome: ReplayedEvent['outcome'],
): ReplayedEvent {
  return { uuid: uuid ?? null, eventType: eventType ?? null, outcome };
}
