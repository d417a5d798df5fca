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
  /** @returns a function that ends the subscription. */
  subscribe(listener: LogListener): () => void;
}

export function createSystemLog(): SystemLog {
  const entries: LogEntry[] = [];
  const listeners = new Set<LogListener>();
  return {
    entries,
    record(act) {
      const persisted = new Date();
      const event = logEvent(act, randomUUID(), persisted);
      entries.push({ position: entries.length + 1, persisted, event });
      for (const listener of listeners) listener(event);
      return event;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
