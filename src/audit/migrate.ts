import { Migrator, sql } from 'kysely';
import { migrations } from './migrations.js';
import type { AuditDatabase } from './open-database.js';
import { auditSchema } from './tables.js';
import { toUnavailable } from './to-unavailable.js';

/**
 * Brings the tables to this version's state. Repeatable, also by several at once: what was done is not done again.
 *
 * @returns the names of the migrations that ran now
 * @throws AuditUnavailableError
 */
export async function migrate(database: AuditDatabase): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableSchema: auditSchema,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw toUnavailable(error);
  return results.map(({ migrationName }) => migrationName);
}

/**
 * Lets a role append and read, and nothing else: the one that workers connect as. Repeatable.
 *
 * @throws AuditUnavailableError also if there is no such role
 */
export async function grantAppending(database: AuditDatabase, role: string): Promise<void> {
  const to = sql.id(role);
  try {
    await database.transaction().execute(async (transaction) => {
      for (const grant of [
        sql`revoke all on all tables in schema audit from ${to}`,
        sql`grant usage on schema audit to ${to}`,
        sql`grant select, insert on audit.entries, audit.sealed to ${to}`,
        sql`grant select on audit.anchors to ${to}`,
      ]) {
        await grant.execute(transaction);
      }
    });
  } catch (error) {
    throw toUnavailable(error);
  }
}
