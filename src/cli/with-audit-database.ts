import type { AuditDatabase } from '../audit/open-database.js';
import { readAuditConfig } from '../config.js';

export type AuditConfig = ReturnType<typeof readAuditConfig>;

/**
 * Opens the audit store that DATABASE_URL names, for as long as a command takes.
 *
 * @throws ConfigurationError
 * @throws AuditUnavailableError if the command cannot reach it
 */
export async function withAuditDatabase<T>(
  command: (database: AuditDatabase, config: AuditConfig) => Promise<T>,
): Promise<T> {
  const config = readAuditConfig();
  const { openAuditDatabase } = await import('../audit/open-database.js');
  const database = openAuditDatabase(config.databaseUrl);
  try {
    return await command(database, config);
  } finally {
    await database.destroy();
  }
}
