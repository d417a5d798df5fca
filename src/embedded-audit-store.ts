import { migrate } from './audit/migrate.js';
import { openAuditDatabase } from './audit/open-database.js';
import { startEmbeddedDatabase } from './audit/embedded/start-embedded-database.js';
import type { Part } from './process/run-until-signal.js';

export interface EmbeddedAuditStore extends Part {
  databaseUrl: string;
  close: () => Promise<void>;
}

/**
 * Starts an audit store for this process on a directory, ready for use. Other processes of this user reach it by its URL.
 *
 * @param cacheDirectory where an empty database is kept to be copied
 * @throws DirectoryInUseError if another process has the directory
 */
export async function embedAuditStore(
  directory: string,
  cacheDirectory: string,
): Promise<EmbeddedAuditStore> {
  const { url: databaseUrl, ended, close } = await startEmbeddedDatabase(directory, cacheDirectory);
  const database = openAuditDatabase(databaseUrl, { statementTimeoutMs: 60_000 });
  try {
    await migrate(database);
  } catch (error) {
    await close();
    throw error;
  } finally {
    await database.destroy();
  }
  return { name: 'audit store', databaseUrl, ended, close };
}
