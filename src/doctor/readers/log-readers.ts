import type { Readers } from '../readings.js';
import type { OktaPorts } from './ports.js';
import { readEvents } from './read-events.js';

type Names = 'deliveryFailures' | 'hookEvents' | 'createdUsers' | 'systemLogPage';

const hour = 60 * 60_000;
const day = 24 * hour;

export function logReaders(okta: () => OktaPorts, now: () => number): Pick<Readers, Names> {
  const since = (ms: number) => new Date(now() - ms);
  return {
    async systemLogPage() {
      const events = await okta().client.listLogEvents({
        since: since(hour),
        filter: 'eventType eq "user.lifecycle.create"',
      });
      return { events: events.length };
    },

    /** Of our hook, and of those that Okta does not name. */
    async deliveryFailures(read) {
      const hook = await read('eventHook');
      const { entries, isWhole } = await readEvents(
        okta().client,
        ['event_hook.delivery'],
        since(day),
      );
      const ours = entries.filter(
        ({ eventHookId }) =>
          hook === undefined || eventHookId === undefined || eventHookId === hook.id,
      );
      return { count: ours.length, isWhole };
    },

    async hookEvents(read) {
      const [{ hookEventTypes }, hook] = await Promise.all([read('settings'), read('eventHook')]);
      const { entries, isWhole } = await readEvents(
        okta().client,
        hook?.eventTypes ?? hookEventTypes,
        since(day),
      );
      const count = entries.length;
      const last = Math.max(...entries.map(({ published }) => Date.parse(published)));
      const covered = isWhole ? day : Math.max(last - since(day).getTime(), 1);
      return { count, isWhole, perDay: Math.round((count * day) / covered) };
    },

    async createdUsers() {
      const { entries, isWhole } = await readEvents(
        okta().client,
        ['user.lifecycle.create'],
        since(7 * day),
      );
      const byDay = new Map<string, number>();
      for (const { published } of entries) {
        const date = published.slice(0, 'yyyy-mm-dd'.length);
        byDay.set(date, (byDay.get(date) ?? 0) + 1);
      }
      return { byDay, isWhole };
    },
  };
}
