import { randomUUID } from 'node:crypto';
import type { LogEvent } from './log-event.js';
import { logEvent, type LogRecord } from './log-record.js';

/** An event with its place in the order in which the log stored it, which polling follows. */
export interface LogEntry {
  /** Counts up from 1 without gaps. */
  position: number;
  persisted: Date;
  event: LogEvent;
}

type LogListener = (event: LogEvent) => void;

export interface SystemLog {
  /** Stores one event and tells the subscribers at once, in the order in which they subscribed. */
  record(act: LogRecord): LogEvent;
  /** Every event so far, in the order of storage. */
  readonly entries: readonly LogEntry[];
  /** Those that have one of the ids among their targets, in the order of storage. */
  about(targetIds: readonly string[]): readonly LogEntry[];
  /** @returns a function that ends the subscription. */
  subscribe(listener: LogListener): () => void;
}

export function createSystemLog(): SystemLog {
  const entries: LogEntry[] = [];
  const byTarget = new Map<string, LogEntry[]>();
  const listeners = new Set<LogListener>();
  return {
    entries,
    record(act) {
      const persisted = new Date();
      const event = logEvent(act, randomUUID(), persisted);
      const entry = { position: entries.length + 1, persisted, event };
      entries.push(entry);
      for (const id of new Set(event.target.map((target) => target.id))) {
        const about = byTarget.get(id);
        if (about) about.push(entry);
        else byTarget.set(id, [entry]);
      }
      for (const listener of listeners) listener(event);
      return event;
    },
    about(targetIds) {
      const found = targetIds.map((id) => byTarget.get(id) ?? []);
      if (found.length === 1) return found[0] ?? [];
      return [...new Set(found.flat())].sort((one, other) => one.position - other.position);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
