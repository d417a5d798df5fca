import { randomUUID } from 'node:crypto';
import { Migrator } from 'kysely';
import { migrations } from './migrations.js';
import type { AuditDatabase } from './open-database.js';
import { append } from './postgres-audit-store.js';
import { auditSchema } from './tables.js';
import { toUnavailable } from './to-unavailable.js';

/** The migrations of this version that have not run. Reads only. @throws AuditUnavailableError */
export async function listPendingMigrations(database: AuditDatabase): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: auditSchema,
  });
  try {
    const known = await migrator.getMigrations();
    return known.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
  } catch (error) {
    throw toUnavailable(error);
  }
}

const takenBack = new Error('The record is taken back');

/** Writes a record into a chain of its own, and takes it back with its transaction: nothing stays. @throws AuditUnavailableError */
export async function probeAuditStore(database: AuditDatabase): Promise<void> {
  const key = `doctor/${randomUUID()}`;
  try {
    await database
      .withSchema(auditSchema)
      .transaction()
      .execute(async (transaction) => {
        await append(transaction, {
          ...{ key, stream: key, phase: 'fact', action: 'doctor', at: new Date() },
          ...{ actor: { kind: 'preenroll' }, reason: 'a probe' },
        });
        throw takenBack;
      });
  } catch (error) {
    if (error !== takenBack) throw toUnavailable(error);
  }
}
