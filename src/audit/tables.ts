import type { ColumnType } from 'kysely';
import type { AuditEntry, AuditValue } from './audit-store.js';

/** Where everything is: the tables, and what migrations know. */
export const auditSchema = 'audit';

/** One link of a chain, without its place in it. */
export interface UnchainedRow {
  stream: string;
  /** From 1, without gaps. */
  seq: number;
  key: string;
  phase: AuditEntry['phase'];
  action: string;
  result: 'done' | 'refused' | null;
  at: Date;
  actorKind: AuditEntry['actor']['kind'];
  actorId: string | null;
  userId: string | null;
  population: string | null;
  factor: string | null;
  eventUuid: string | null;
  workflowId: string | null;
  oktaRequestIds: string[];
  /** Of the content in `sealed`; null if there was none. */
  sealedHash: string | null;
}

/** What may have to be erased: it stands apart, and only its hash is in the chain. */
export interface SealedContent {
  salt: string;
  reason?: string;
  evidence?: Readonly<Record<string, AuditValue>>;
}

export interface EntryRow extends UnchainedRow {
  previousHash: string;
  hash: string;
}

/** The link behind which a stream was pruned. */
export interface AnchorRow {
  stream: string;
  seq: number;
  hash: string;
  /** How many links are gone, over all prunings. */
  pruned: number;
  prunedAt: Date;
  operator: string;
  reason: string;
}

export interface AuditTables {
  entries: EntryRow;
  sealed: { stream: string; seq: number; content: ColumnType<SealedContent, string, never> };
  anchors: AnchorRow;
}
