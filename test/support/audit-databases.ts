import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../../src/audit/embedded/start-embedded-database.js';
import { readEmbeddedConfig } from '../../src/configuration/temporal-config.js';
import { isPostgresInstalled, startPostgres } from './postgres-server.js';

interface Started {
  url: string;
  stop: () => Promise<void>;
}

/** Where the audit store can be; each starts one that is empty, or says why it cannot. */
export const auditDatabases: Record<string, () => Promise<Started | { missing: string }>> = {
  async 'the embedded database'() {
    const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-audit-'));
    const { url, close } = await startEmbeddedDatabase(
      directory,
      readEmbeddedConfig().cacheDirectory,
    );
    return {
      url,
      async stop() {
        await close();
        await rm(directory, { recursive: true });
      },
    };
  },

  async PostgreSQL() {
    const given = process.env['TEST_DATABASE_URL'];
    if (given !== undefined) return createDatabase(given);
    if (isPostgresInstalled()) return startPostgres();
    return { missing: 'TEST_DATABASE_URL is not set, and postgres and initdb are not on the PATH' };
  },
};

/** One of its own on a server that others use too. */
async function createDatabase(server: string): Promise<Started> {
  const name = `preenroll_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await execute(server, `create database ${name}`);
  return {
    url: url.href,
    stop: () => execute(server, `drop database ${name} with (force)`),
  };
}

async function execute(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
