import {
  AuditUnavailableError,
  type AuditEntry,
  type AuditStore,
} from '../../src/audit/audit-store.js';

export interface FakeAuditStore extends AuditStore {
  readonly entries: AuditEntry[];
  /** While true, it cannot be reached. */
  isAway: boolean;
  /** Is told of each entry before it is taken. */
  onAppend?: (entry: AuditEntry) => void;
}

/** A store in memory, without chains. */
export function createFakeAuditStore(): FakeAuditStore {
  const store: FakeAuditStore = {
    entries: [],
    isAway: false,
    append(entry) {
      store.onAppend?.(entry);
      if (store.isAway) return Promise.reject(new AuditUnavailableError('It is away'));
      const isNew = store.entries.every(({ key }) => key !== entry.key);
      if (isNew) store.entries.push(entry);
      return Promise.resolve({ isNew });
    },
  };
  return store;
}
