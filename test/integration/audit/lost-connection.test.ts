import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openAuditDatabase } from '../../../src/audit/open-database.js';
import { isPostgresInstalled, startPostgres } from '../../support/postgres-server.js';

describe('a connection to the audit store that breaks', () => {
  it('while it is used: whoever uses it hears of it, and the process goes on', async function () {
    if (!isPostgresInstalled()) this.skip();
    const postgres = await startPostgres();
    const database = openAuditDatabase(postgres.url);
    try {
      const recording = database.transaction().execute(async (transaction) => {
        await sql`select 1`.execute(transaction);
        await postgres.kill();
        await sql`select 1`.execute(transaction);
      });

      // What nobody listens to, mocha would hear.
      await assert.rejects(recording);
      await postgres.restart();
      await sql`select 1`.execute(database);
    } finally {
      await database.destroy();
      await postgres.stop();
    }
  });
});
