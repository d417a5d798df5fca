import { z } from 'zod';
import type { EventHookAlert } from '../contract/reconciliation.js';

/** What the ledger must know of any event of the System Log, also of one that is about no user. */
export interface LogEntry {
  uuid: string;
  eventType: string;
  /** ISO 8601 in UTC with milliseconds. */
  published: string;
  /** Of the event hook that the event is about: `who…`. */
  eventHookId?: string;
}

const entry = z.object({
  uuid: z.string(),
  eventType: z.string(),
  published: z.iso.datetime({ offset: true }),
  target: z
    .array(z.object({ id: z.unknown() }))
    .nullish()
    .catch(null),
});

const eventHookId = z.string().regex(/^who[0-9A-Za-z]{17}$/);

/** Undefined for what is no event. */
export function readLogEntry(value: unknown): LogEntry | undefined {
  const { data } = entry.safeParse(value);
  if (data === undefined) return undefined;
  const { target, ...rest } = data;
  const hook = target?.map(({ id }) => eventHookId.safeParse(id).data).find(Boolean);
  return {
    ...rest,
    published: new Date(data.published).toISOString(),
    ...(hook !== undefined && { eventHookId: hook }),
  };
}

const alertKinds: ReadonlyMap<string, EventHookAlert['kind']> = new Map([
  // Okta writes it on failure only.
  ['event_hook.delivery', 'delivery-failed'],
  ['event_hook.deactivated', 'deactivated'],
  ['event_hook.deleted', 'deleted'],
]);

/** What no event hook can tell, because Okta sends these types to none. */
export const alertEventTypes: readonly string[] = [...alertKinds.keys()];

/** What the entry says about an event hook; undefined if it is about something else. */
export function alertKindOf({ eventType }: LogEntry): EventHookAlert['kind'] | undefined {
  return alertKinds.get(eventType);
}
