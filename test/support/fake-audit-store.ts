import {
  AuditUnavailableError,
  type AuditEntry,
  type AuditStore,
} from '../../src/audit/audit-store.js';
import { withFaults, type FaultyPort } from './faulty-port.js';

export interface FakeAuditStore extends AuditStore, FaultyPort<AuditStore> {
  /** Every entry that was written, in order. */
  readonly entries: readonly AuditEntry[];
}

/** An {@link AuditStore} in memory: what has a key once is not written again. */
export function createFakeAuditStore(): FakeAuditStore {
  const entries = new Map<string, AuditEntry>();
  const store = withFaults<AuditStore>({
    append(entry) {
      if (entries.has(entry.key)) return { isNew: false };
      entries.set(entry.key, structuredClone(entry));
      return { isNew: true };
    },
    read(userId) {
      return [...entries.values()]
        .filter((entry) => entry.userId === userId)
        .map(({ at, ...entry }, index) => ({
          ...{ ...entry, at: at.toISOString() },
          ...{ seq: index + 1, previousHash: '', hash: '' },
        }));
    },
  });
  return {
    ...store,
    get entries() {
      return [...entries.values()];
    },
  };
}

/** What the store throws while it is away. */
export const storeAway = new AuditUnavailableError('The store is away');
