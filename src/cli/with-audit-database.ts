import type { AuditDatabase } from '../audit/open-database.js';
import { readAuditConfig } from '../configuration/config.js';

export type AuditConfig = ReturnType<typeof readAuditConfig>;

// Of millions of records; whoever waits for a command can end it.
const statementTimeoutMs = 15 * 60_000;

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
  const database = openAuditDatabase(config.databaseUrl, { statementTimeoutMs });
  try {
    return await command(database, config);
  } finally {
    await database.destroy();
  }
}
