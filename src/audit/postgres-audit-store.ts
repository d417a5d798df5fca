import { sql, type Transaction } from 'kysely';
import type { AuditEntry, AuditStore } from './audit-store.js';
import { genesis, hashOfLink } from './chain.js';
import type { AuditDatabase } from './open-database.js';
import { readRecords, toRecord, type AuditRecord } from './read-records.js';
import { auditSchema, type AuditTables } from './tables.js';
import { toRow } from './to-row.js';
import { toUnavailable } from './to-unavailable.js';

/** The store in PostgreSQL, or in what speaks like it. */
export function createPostgresAuditStore(database: AuditDatabase): AuditStore {
  return {
    async append(entry) {
      try {
        return await database
          .withSchema(auditSchema)
          .transaction()
          .execute((transaction) => append(transaction, entry));
      } catch (error) {
        if (isKeyTaken(error)) return { isNew: false };
        throw toUnavailable(error);
      }
    },
    async read(userId) {
      const records: AuditRecord[] = [];
      for await (const record of readRecords(database, { userId }, 'stream')) {
        records.push(toRecord(record));
      }
      return records;
    },
  };
}

/** Appends within a transaction of the caller's. */
export async function append(
  transaction: Transaction<AuditTables>,
  entry: AuditEntry,
): Promise<{ isNew: boolean }> {
  await lockStream(transaction, entry.stream);
  const { isRecorded, head } = await look(transaction, entry);
  if (isRecorded) return { isNew: false };
  const { row, sealed } = toRow(entry, (head?.seq ?? 0) + 1);
  const previousHash = head?.hash ?? genesis;
  await transaction
    .insertInto('entries')
    .values({ ...row, previousHash, hash: hashOfLink(row, previousHash) })
    .execute();
  if (sealed !== undefined) {
    const { stream, seq } = row;
    const content = JSON.stringify(sealed);
    await transaction.insertInto('sealed').values({ stream, seq, content }).execute();
  }
  return { isNew: true };
}

/** Nobody else appends to the stream, erases or prunes it, until the transaction is over. */
export async function lockStream(
  transaction: Transaction<AuditTables>,
  stream: string,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${stream}, 0))`.execute(transaction);
}

/** After the lock, in a statement of its own: one that has waited for it would not see what was appended meanwhile. */
async function look(
  transaction: Transaction<AuditTables>,
  { key, stream }: AuditEntry,
): Promise<{ isRecorded: boolean; head: { seq: number; hash: string } | undefined }> {
  const found = await transaction
    .selectFrom('entries')
    .select(['key', 'seq', 'hash'])
    .where('key', '=', key)
    .unionAll((last) =>
      last
        .selectFrom('entries')
        .select(['key', 'seq', 'hash'])
        .where('stream', '=', stream)
        .where('seq', '=', (of) =>
          of
            .selectFrom('entries')
            .select(({ fn }) => fn.max('seq').as('seq'))
            .where('stream', '=', stream),
        ),
    )
    .unionAll((pruned) =>
      pruned
        .selectFrom('anchors')
        .select([sql<string>`''`.as('key'), 'seq', 'hash'])
        .where('stream', '=', stream),
    )
    .execute();
  const isRecorded = found.some((row) => row.key === key);
  const head = found.sort((one, other) => other.seq - one.seq)[0];
  return { isRecorded, head };
}

/** Another stream has taken it in the same moment. */
function isKeyTaken(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && constraint === 'entries_key';
}
