import assert from 'node:assert/strict';
import { AuditUnavailableError } from '../../../src/audit/audit-store.js';
import { migrate } from '../../../src/audit/migrate.js';
import { openAuditDatabase, type AuditDatabase } from '../../../src/audit/open-database.js';
import { listPendingMigrations, probeAuditStore } from '../../../src/audit/probe.js';
import { readRecords } from '../../../src/audit/read-records.js';
import { auditDatabases } from '../../support/audit-databases.js';

describe('the look at the audit store', function () {
  this.timeout('2m');
  let database: AuditDatabase;
  let stop: () => Promise<void>;

  before(async () => {
    const started = await auditDatabases['the embedded database']?.();
    assert(started && 'url' in started);
    ({ stop } = started);
    database = openAuditDatabase(started.url);
  });
  after(async () => {
    await database.destroy();
    await stop();
  });

  it('finds what is not set up', async () => {
    assert.notDeepEqual(await listPendingMigrations(database), []);
    await assert.rejects(probeAuditStore(database), (error) => {
      assert(error instanceof AuditUnavailableError);
      assert.match(error.message, /preenroll migrate/);
      return true;
    });
  });

  it('writes a record, and leaves nothing behind', async () => {
    await migrate(database);
    assert.deepEqual(await listPendingMigrations(database), []);
    await probeAuditStore(database);
    const records = [];
    for await (const record of readRecords(database, {}, 'stream')) records.push(record);
    assert.deepEqual(records, []);
  });
});
