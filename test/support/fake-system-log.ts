import { randomUUID } from 'node:crypto';
import type { LogPage, LogPollStart, OktaClient } from '../../src/okta/okta-client.js';
import { logFilterOf } from '../../okta-emulator/api/log-filter.js';
import { authenticator, oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';

type LogEvent = Record<string, unknown>;

export interface FakeSystemLog {
  /** Writes an event down, now and published at that time unless told otherwise, and returns it as Okta sends it. */
  add(
    eventType: string,
    userId: string,
    more?: {
      outcome?: string;
      method?: string;
      /** The group that it is about, too. */
      groupId?: string;
      /** Whose doing it was: an administrator's unless told otherwise. */
      actor?: { id: string; apiTokenId?: string };
      written?: Date;
      published?: Date;
    },
  ): LogEvent;
  /** Writes down an event of the test's own making, as Okta sends it; at the time that it was published unless told otherwise. */
  write(event: LogEvent, written?: Date): LogEvent;
  /** Writes down what happened to an event hook. */
  addHookEvent(eventType: string, eventHookId: string): LogEvent;
  /** In the order of writing, from `since` of the writing, as Okta polls. */
  list: (...args: Parameters<OktaClient['listLogEvents']>) => LogEvent[];
  /** Page by page, as far as a list of types is the filter. There is always a next page. */
  poll: (from: LogPollStart | { next: string }) => LogPage;
}

/** Okta's System Log, with the filters that the emulator knows. */
export function createFakeSystemLog(clock: () => Date): FakeSystemLog {
  const records: { written: Date; eventType: string; event: LogEvent }[] = [];

  function pageAt(query: { after: number; limit: number; filter: string }): LogPage {
    const types = Array.from(query.filter.matchAll(/eventType eq "([^"]+)"/g), ([, type]) => type);
    const events: LogEvent[] = [];
    let after = query.after;
    for (; after < records.length && events.length < query.limit; after += 1) {
      const record = records[after];
      if (record && types.includes(record.eventType)) events.push(record.event);
    }
    const next = new URL('https://example.okta.com/api/v1/logs');
    next.search = new URLSearchParams({
      ...{ after: String(after), limit: String(query.limit), filter: query.filter },
    }).toString();
    return { events, next: next.href, rateLimit: undefined };
  }

  return {
    add(eventType, userId, more = {}) {
      const { outcome = 'SUCCESS', method, groupId, actor, ...times } = more;
      const { written = clock(), published = written } = times;
      const event = oktaLogEvent({
        uuid: randomUUID(),
        eventType,
        published: published.toISOString(),
        outcome: { result: outcome, reason: null },
        target: [
          user(userId),
          ...(groupId === undefined ? [] : [group(groupId)]),
          ...(method === undefined ? [] : [authenticator(method)]),
        ],
        ...(actor && { actor: user(actor.id) }),
        ...(actor?.apiTokenId !== undefined && {
          transaction: {
            ...{ type: 'WEB', id: 'unknown' },
            detail: { requestApiTokenId: actor.apiTokenId },
          },
        }),
      });
      records.push({ written, eventType, event });
      return event;
    },
    write(event, written = new Date(String(event['published']))) {
      records.push({ written, eventType: String(event['eventType']), event });
      return event;
    },
    addHookEvent(eventType, eventHookId) {
      const event = oktaLogEvent({
        ...{ uuid: randomUUID(), eventType, published: clock().toISOString() },
        target: [{ id: eventHookId, type: 'EventHook', alternateId: 'unknown' }],
      });
      records.push({ written: clock(), eventType, event });
      return event;
    },
    poll(from) {
      if (!('next' in from)) {
        const first = records.findIndex(({ written }) => written >= from.since);
        return pageAt({ ...from, after: first === -1 ? records.length : first });
      }
      const { searchParams } = new URL(from.next);
      const number = (name: string) => Number(searchParams.get(name));
      return pageAt({
        ...{ after: number('after'), limit: number('limit') },
        filter: searchParams.get('filter') ?? '',
      });
    },
    list({ since, filter }) {
      const fits = logFilterOf(filter);
      return records
        .filter(({ written, event }) => written >= since && fits(event))
        .map(({ event }) => event);
    },
  };
}

function group(id: string): LogEvent {
  return { id, type: 'UserGroup', alternateId: 'unknown', displayName: 'Hires', detailEntry: null };
}
