import type { AuditRecord } from './read-records.js';

/** A value as JSON has it: what evidence may be made of. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue };

/** Who did it. `preenroll`: this product, of itself. */
export interface AuditActor {
  kind: 'preenroll' | 'operator' | 'user' | 'admin' | 'service';
  /** Okta's id; of an operator the name that was given. Never an address. */
  id?: string;
}

/** One thing to be recorded. It holds ids, times and closed sets of words; phone numbers and addresses only masked, or as keyed hashes. */
export interface AuditEntry {
  /** What it is the record of, once and for all: a second entry with the same key is not written. */
  key: string;
  /** The chain that it is a link of: {@link userStream}, or `org` for what is about no user. */
  stream: string;
  /** `intent` before an effect, `outcome` after it, `fact` for what was only found or decided. */
  phase: 'intent' | 'outcome' | 'fact';
  /** The activity's name, or that of a fact, such as `reaction`. */
  action: string;
  /** Of an outcome: whether it was done, or will not be done for the reason in the evidence. */
  result?: 'done' | 'refused';
  at: Date;
  actor: AuditActor;
  userId?: string;
  population?: string;
  /** `sms:OKTA` and the like. */
  factor?: string;
  /** Why, in words that hold no personal data. */
  reason?: string;
  /** Of the Okta event that led to it. */
  eventUuid?: string;
  workflowId?: string;
  /** By which Okta's support finds the requests. */
  oktaRequestIds?: readonly string[];
  evidence?: Readonly<Record<string, AuditValue>>;
}

/** The chain of what is about a user. */
export function userStream(userId: string): string {
  return `user:${userId}`;
}

/** Where auditors read what was done, and what was done for somebody is looked up. */
export interface AuditStore {
  /**
   * Writes the entry at the end of its stream's chain. Twice is once: an entry whose key is there already is left as it is, and `isNew` is false.
   *
   * @throws AuditUnavailableError if the store cannot be reached, or does not take it now
   */
  append(entry: AuditEntry): Promise<{ isNew: boolean }>;
  /**
   * What is recorded about a user, oldest first.
   *
   * @throws AuditUnavailableError
   */
  read(userId: string): Promise<AuditRecord[]>;
}

/** The store cannot be reached, or does not take it now. Nothing may be done unrecorded: what was meant to be done waits. */
export class AuditUnavailableError extends Error {
  override name = 'AuditUnavailableError';
}
