import { sql, type Transaction } from 'kysely';
import type { AuditDatabase } from './open-database.js';
import { lockStream } from './postgres-audit-store.js';
import { auditSchema, type AuditTables } from './tables.js';
import { toUnavailable } from './to-unavailable.js';

interface Pruned {
  entries: number;
  streams: number;
}

/** In each stream, the last entry of its beginning in which everything is older. */
export async function findPrunable(
  database: AuditDatabase,
  before: Date,
): Promise<{ stream: string; upTo: number; entries: number }[]> {
  try {
    const { rows } = await sql<{ stream: string; upTo: number; entries: number }>`
      select stream, max(seq) as up_to, count(*)::integer as entries
      from audit.entries as entry
      where not exists (
        select from audit.entries as other
        where other.stream = entry.stream and other.seq <= entry.seq and other.at >= ${before}
      )
      group by stream order by stream`.execute(database);
    return rows;
  } catch (error) {
    throw toUnavailable(error);
  }
}

/**
 * Removes the beginnings of all streams as far as they are older, and keeps of each the place and the hash of its last link, with which the rest can still be
 * verified. Repeatable; a stream that could not be pruned any more is pruned the next time.
 *
 * @throws AuditUnavailableError also if the role may not delete
 */
export async function prune(
  database: AuditDatabase,
  before: Date,
  by: { operator: string; reason: string },
): Promise<Pruned> {
  const streams = await findPrunable(database, before);
  let entries = 0;
  for (const { stream, upTo } of streams) {
    try {
      entries += await database
        .withSchema(auditSchema)
        .transaction()
        .execute((transaction) => pruneStream(transaction, stream, upTo, by));
    } catch (error) {
      throw toUnavailable(error);
    }
  }
  return { entries, streams: streams.length };
}

async function pruneStream(
  transaction: Transaction<AuditTables>,
  stream: string,
  upTo: number,
  { operator, reason }: { operator: string; reason: string },
): Promise<number> {
  await lockStream(transaction, stream);
  await sql`select set_config('audit.path', 'retention', true)`.execute(transaction);
  const { hash } = await transaction
    .selectFrom('entries')
    .select('hash')
    .where('stream', '=', stream)
    .where('seq', '=', upTo)
    .executeTakeFirstOrThrow();
  const ofBeginning = { stream, seq: upTo };
  await transaction
    .deleteFrom('sealed')
    .where('stream', '=', ofBeginning.stream)
    .where('seq', '<=', ofBeginning.seq)
    .execute();
  const { numDeletedRows } = await transaction
    .deleteFrom('entries')
    .where('stream', '=', ofBeginning.stream)
    .where('seq', '<=', ofBeginning.seq)
    .executeTakeFirst();
  const pruned = Number(numDeletedRows);
  const anchor = { seq: upTo, hash, prunedAt: new Date(), operator, reason };
  await transaction
    .insertInto('anchors')
    .values({ stream, ...anchor, pruned })
    .onConflict((conflict) =>
      conflict.column('stream').doUpdateSet({
        ...anchor,
        pruned: (of) => of('anchors.pruned', '+', pruned),
      }),
    )
    .execute();
  return pruned;
}
