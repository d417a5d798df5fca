import type { Logger } from 'pino';
import type { RecorderOptions } from './activities/record-effects.js';

export interface AuditSettings {
  /** `none`: nothing is recorded. */
  databaseUrl?: string | undefined;
  hashKey?: Uint8Array | undefined;
}

/** Where a worker records what it does, until it is closed. */
export interface OpenAuditStore extends RecorderOptions {
  /** Whether the database answers at the moment. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Opens the store that the settings name. It need not be there yet, nor stay there: what must be recorded waits for it.
 *
 * @returns undefined if the settings name none; the log says so
 */
export async function openAuditStore(
  { databaseUrl, hashKey }: AuditSettings,
  logger: Logger,
): Promise<OpenAuditStore | undefined> {
  if (databaseUrl === undefined || databaseUrl === 'none') {
    logger.warn('There is no audit store: nothing that this worker does is recorded');
    return undefined;
  }
  // Only processes that record pay for what speaks PostgreSQL.
  const [{ openAuditDatabase }, { createPostgresAuditStore }, { answers }] = await Promise.all([
    import('./audit/open-database.js'),
    import('./audit/postgres-audit-store.js'),
    import('./audit/answers.js'),
  ]);
  const database = openAuditDatabase(databaseUrl, {
    onLost({ message }) {
      logger.warn({ error: message }, 'A connection to the audit store broke');
    },
  });
  return {
    store: createPostgresAuditStore(database),
    hashKey,
    answers: () => answers(database),
    close: () => database.destroy(),
  };
}
