import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { AuditTables } from './tables.js';

export type AuditDatabase = Kysely<AuditTables>;

/** Above anything that these statements take; an activity has more time than two of them. */
const statementTimeoutMs = 10_000;

/**
 * A pool of connections, which are made when they are needed: PostgreSQL may be away. `onLost` hears of a connection that broke while nobody used it:
 * without a listener Node would end the process.
 */
export function openAuditDatabase(
  connectionString: string,
  onLost: (error: Error) => void = () => undefined,
): AuditDatabase {
  const pool = new pg.Pool({
    ...{ connectionString, max: 10, application_name: 'preenroll' },
    ...{ connectionTimeoutMillis: 5_000, query_timeout: statementTimeoutMs },
    ...{ keepAlive: true, allowExitOnIdle: true },
  });
  pool.on('error', onLost);
  return new Kysely<AuditTables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
