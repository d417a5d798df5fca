import { randomUUID } from 'node:crypto';
import type { OktaClient } from '../../src/okta/okta-client.js';
import { authenticator, oktaLogEvent, user } from '../unit/dispatch/okta-log-event.js';

type LogEvent = Record<string, unknown>;

export interface FakeSystemLog {
  /** Writes an event down now, published now unless told otherwise, and returns it as Okta sends it. */
  add(
    eventType: string,
    userId: string,
    more?: { outcome?: string; method?: string; published?: Date },
  ): LogEvent;
  /** In the order of writing, from `since` of the writing, as Okta polls. */
  list: (...args: Parameters<OktaClient['listLogEvents']>) => LogEvent[];
}

/** Okta's System Log, as far as `eventType eq "…" and target.id eq "…"` asks for it. */
export function createFakeSystemLog(clock: () => Date): FakeSystemLog {
  const records: { written: Date; eventType: string; userId: string; event: LogEvent }[] = [];

  return {
    add(eventType, userId, { outcome = 'SUCCESS', method, published = clock() } = {}) {
      const event = oktaLogEvent({
        uuid: randomUUID(),
        eventType,
        published: published.toISOString(),
        outcome: { result: outcome, reason: null },
        target: [user(userId), ...(method === undefined ? [] : [authenticator(method)])],
      });
      records.push({ written: clock(), eventType, userId, event });
      return event;
    },
    list({ since, filter }) {
      const terms = /^eventType eq "([^"]+)" and target\.id eq "([^"]+)"$/.exec(filter);
      if (terms === null) throw new Error(`The fake System Log does not understand ${filter}`);
      const [, eventType, userId] = terms;
      return records
        .filter((record) => record.eventType === eventType && record.userId === userId)
        .filter(({ written }) => written >= since)
        .map(({ event }) => event);
    },
  };
}
