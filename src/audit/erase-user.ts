import { sql } from 'kysely';
import { userStream } from './audit-store.js';
import type { AuditDatabase } from './open-database.js';
import { append, lockStream } from './postgres-audit-store.js';
import { auditSchema } from './tables.js';
import { toUnavailable } from './to-unavailable.js';
import { erasure } from './verify-chains.js';

interface Request {
  operator: string;
  reason: string;
}

/**
 * Removes what is sealed of all entries about the user: evidence and reasons. The entries stay, and so do the chains; one more says that, when and by
 * whom it was erased. Repeatable: what has been erased stays so, and each time is recorded.
 *
 * @returns of how many entries something was removed
 * @throws AuditUnavailableError also if the role may not delete: the one of the workers may not
 */
export async function eraseUser(
  database: AuditDatabase,
  userId: string,
  { operator, reason }: Request,
  at = new Date(),
): Promise<number> {
  const stream = userStream(userId);
  try {
    return await database
      .withSchema(auditSchema)
      .transaction()
      .execute(async (transaction) => {
        await lockStream(transaction, stream);
        await sql`select set_config('audit.path', 'erasure', true)`.execute(transaction);
        const { numDeletedRows } = await transaction
          .deleteFrom('sealed')
          .using('entries')
          .whereRef('entries.stream', '=', 'sealed.stream')
          .whereRef('entries.seq', '=', 'sealed.seq')
          .where('entries.userId', '=', userId)
          .where('entries.action', '!=', erasure)
          .executeTakeFirst();
        await append(transaction, {
          ...{ key: `${stream}/${erasure}/${at.toISOString()}`, stream, userId, at, reason },
          ...{ phase: 'fact', action: erasure, actor: { kind: 'operator', id: operator } },
        });
        return Number(numDeletedRows);
      });
  } catch (error) {
    throw toUnavailable(error);
  }
}
