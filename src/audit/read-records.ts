import { sql, type Selectable } from 'kysely';
import type { AuditActor, AuditEntry } from './audit-store.js';
import type { AuditDatabase } from './open-database.js';
import { auditSchema, type AnchorRow, type EntryRow, type SealedContent } from './tables.js';
import { toUnavailable } from './to-unavailable.js';

/** Which records are meant; what is absent is no condition. */
export interface RecordFilter {
  userId?: string;
  /** From this time on, and before that one. */
  from?: Date;
  to?: Date;
  population?: string;
  factor?: string;
  action?: string;
  actorKind?: AuditActor['kind'];
  actorId?: string;
  eventUuid?: string;
  /** As `hashPhone` gives it. */
  phoneHash?: string;
}

/** A row with what is sealed beside it; `sealed` is null if it was erased, or if there was nothing. */
export type StoredRecord = EntryRow & { sealed: SealedContent | null };

/** By time for people; by stream for those who follow the chains. */
type RecordOrder = 'at' | 'stream';

// Each page is a short transaction: the embedded database has one session for all.
const pageSize = 1_000;

/**
 * Reads the records page by page. What is appended meanwhile may be among them.
 *
 * @throws AuditUnavailableError
 */
export async function* readRecords(
  database: AuditDatabase,
  filter: RecordFilter = {},
  order: RecordOrder = 'at',
): AsyncGenerator<StoredRecord> {
  let last: StoredRecord | undefined;
  for (;;) {
    const page = await readPage(database, filter, order, last);
    yield* page;
    if (page.length < pageSize) return;
    last = page.at(-1);
  }
}

async function readPage(
  database: AuditDatabase,
  filter: RecordFilter,
  order: RecordOrder,
  last: StoredRecord | undefined,
): Promise<StoredRecord[]> {
  const { from, to, phoneHash, ...equal } = filter;
  try {
    return await database
      .withSchema(auditSchema)
      .transaction()
      .execute((transaction) => {
        let query = transaction
          .selectFrom('entries')
          .leftJoin('sealed', (join) =>
            join
              .onRef('sealed.stream', '=', 'entries.stream')
              .onRef('sealed.seq', '=', 'entries.seq'),
          )
          .selectAll('entries')
          .select('sealed.content as sealed')
          .limit(pageSize);
        for (const [column, value] of Object.entries(equal)) {
          query = query.where(`entries.${column as keyof typeof equal}`, '=', value);
        }
        if (from !== undefined) query = query.where('entries.at', '>=', from);
        if (to !== undefined) query = query.where('entries.at', '<', to);
        if (phoneHash !== undefined) {
          query = query.where(sql`sealed.content -> 'evidence' ->> 'phoneHash'`, '=', phoneHash);
        }
        if (order === 'at') query = query.orderBy('entries.at');
        query = query.orderBy('entries.stream').orderBy('entries.seq');
        if (last !== undefined) {
          query = query.where((of) =>
            order === 'at'
              ? of(
                  of.refTuple('entries.at', 'entries.stream', 'entries.seq'),
                  '>',
                  of.tuple(last.at, last.stream, last.seq),
                )
              : of(
                  of.refTuple('entries.stream', 'entries.seq'),
                  '>',
                  of.tuple(last.stream, last.seq),
                ),
          );
        }
        return query.execute();
      });
  } catch (error) {
    throw toUnavailable(error);
  }
}

/** Where streams were pruned, by stream. */
export async function readAnchors(
  database: AuditDatabase,
): Promise<Map<string, Selectable<AnchorRow>>> {
  try {
    const anchors = await database
      .withSchema(auditSchema)
      .selectFrom('anchors')
      .selectAll()
      .execute();
    return new Map(anchors.map((anchor) => [anchor.stream, anchor]));
  } catch (error) {
    throw toUnavailable(error);
  }
}

/** A record as it is handed out: like the entry that it came from, with its place in the chain. */
export type AuditRecord = Omit<AuditEntry, 'at'> & {
  at: string;
  seq: number;
  previousHash: string;
  hash: string;
  sealedHash?: string;
  /** Of what is sealed; without it the hash of it cannot be computed. */
  salt?: string;
  /** What was sealed is gone. */
  erased?: true;
};

export function toRecord({ sealed, ...row }: StoredRecord): AuditRecord {
  const { stream, seq, key, phase, action, result, at, actorKind, actorId } = row;
  const { userId, population, factor, eventUuid, workflowId, oktaRequestIds, sealedHash } = row;
  return {
    ...{ stream, seq, at: at.toISOString(), phase, action },
    ...(result !== null && { result }),
    ...(userId !== null && { userId }),
    ...(population !== null && { population }),
    ...(factor !== null && { factor }),
    actor: { kind: actorKind, ...(actorId !== null && { id: actorId }) },
    ...(sealed?.reason !== undefined && { reason: sealed.reason }),
    ...(eventUuid !== null && { eventUuid }),
    ...(workflowId !== null && { workflowId }),
    ...(oktaRequestIds.length > 0 && { oktaRequestIds }),
    ...(sealed?.evidence !== undefined && { evidence: sealed.evidence }),
    ...(sealed !== null && { salt: sealed.salt }),
    ...(sealed === null && sealedHash !== null && { erased: true }),
    key,
    ...(sealedHash !== null && { sealedHash }),
    ...{ previousHash: row.previousHash, hash: row.hash },
  };
}
