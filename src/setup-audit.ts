import { AuditUnavailableError } from './audit/audit-store.js';
import { listPendingMigrations, migrate } from './audit/migrate.js';
import { openAuditDatabase, type AuditDatabase } from './audit/open-database.js';
import { LocalFailure, type LocalPart } from './setup/local-part.js';

/** The tables of the audit store that DATABASE_URL names. */
export function auditPart(databaseUrl: string): LocalPart {
  return {
    ...{ key: 'audit-store', when: 'last', title: 'Set up the tables of the audit store' },
    byHand: { where: 'the database of DATABASE_URL', values: ['preenroll migrate'] },
    plan: () =>
      withDatabase(databaseUrl, async (database) => {
        const pending = await listPendingMigrations(database);
        if (pending.length === 0) return undefined;
        const undo = 'they stay: records are never removed with a setup';
        return { is: [], willBe: pending, undo };
      }),
    apply: () => withDatabase(databaseUrl, migrate),
  };
}

/** @throws LocalFailure if the database is away, or refuses */
async function withDatabase<T>(
  url: string,
  ask: (database: AuditDatabase) => Promise<T>,
): Promise<T> {
  const database = openAuditDatabase(url);
  try {
    return await ask(database);
  } catch (error) {
    if (error instanceof AuditUnavailableError) throw new LocalFailure(error.message);
    throw error;
  } finally {
    await database.destroy();
  }
}
