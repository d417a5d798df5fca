import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { AuditTables } from './tables.js';

export type AuditDatabase = Kysely<AuditTables>;

interface DatabaseOptions {
  /** How long a statement may take; by default what an activity can wait for. */
  statementTimeoutMs?: number;
  /** Hears of a connection that broke while nobody used it: without a listener Node would end the process. */
  onLost?: (error: Error) => void;
}

/** A pool of connections, which are made when they are needed: PostgreSQL may be away. */
export function openAuditDatabase(
  connectionString: string,
  { statementTimeoutMs = 5_000, onLost = () => undefined }: DatabaseOptions = {},
): AuditDatabase {
  const pool = new pg.Pool({
    ...{ connectionString, max: 10, application_name: 'preenroll' },
    ...{ connectionTimeoutMillis: 5_000, query_timeout: statementTimeoutMs },
    ...{ keepAlive: true, allowExitOnIdle: true },
  });
  pool.on('error', onLost);
  // The pool listens only to those that nobody uses. Of one in use, whoever uses it hears.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<AuditTables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
