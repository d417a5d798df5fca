import assert from 'node:assert/strict';
import type { Client } from '@temporalio/client';
import { driftScheduleId } from '../../src/contract/drift.js';
import { sweepScheduleId } from '../../src/contract/group-a-sweep.js';
import { reconciliationScheduleId } from '../../src/contract/reconciliation.js';
import { auditPart } from '../../src/setup-audit.js';
import { temporalParts } from '../../src/setup-temporal.js';
import { LocalFailure, type LocalPart } from '../../src/setup/local-part.js';
import type { SchedulesConfig } from '../../src/schedules/schedules.js';
import { auditDatabases } from '../support/audit-databases.js';
import { useDevServer } from '../support/temporal.js';

const schedules: SchedulesConfig = {
  reconciliation: { intervalSeconds: 3600, shareOfLimit: 0.5 },
  events: { signInHints: 'hook' },
  groupASweep: { hour: 3 },
  drift: { hour: 4 },
};
const how = { isForced: false, isDryRun: false };

describe('what a setup sees to', function () {
  this.timeout('60s');

  describe('in Temporal', () => {
    const environment = useDevServer();
    let client: Client;
    let parts: Record<string, LocalPart>;

    beforeEach(() => {
      ({ client } = environment());
      const { address, namespace = 'default' } = environment();
      const found = temporalParts({ namespace, connectionOptions: { address } }, schedules);
      parts = Object.fromEntries(found.map((part) => [part.key, part]));
    });

    it('are the search attributes, which a server of the tests has', async () => {
      assert.equal(await parts['search-attributes']?.plan({}), undefined);
      assert.deepEqual(await parts['search-attributes']?.apply({}), []);
    });

    it('are the Schedules, which are made once, and taken away again', async () => {
      const part = parts['schedules'] ?? assert.fail();
      const ids = [reconciliationScheduleId, sweepScheduleId, driftScheduleId];
      assert.deepEqual((await part.plan({}))?.willBe, ids);

      const made = await part.apply({});
      assert.deepEqual(made, ids);
      assert.equal(await part.plan({}), undefined);
      await client.schedule.getHandle(reconciliationScheduleId).describe();
      assert.deepEqual(await part.remove?.({ ...how, made }), {
        title: `Delete the Schedules ${ids.join(', ')}`,
      });
      assert.equal(await part.remove?.({ ...how, made }), undefined);
    });

    it('is told when Temporal is away', async () => {
      const away = { namespace: 'default', connectionOptions: { address: '127.0.0.1:9' } };
      const [part] = temporalParts(away, schedules);

      await assert.rejects(part?.plan({}) ?? assert.fail(), LocalFailure);
    });
  });

  describe('in the audit store', () => {
    it('are its tables, which are set up once', async () => {
      const started = await auditDatabases['the embedded database']?.();
      assert(started !== undefined && 'url' in started);
      try {
        const part = auditPart(started.url);
        const left = await part.plan({});
        assert(left !== undefined && left.willBe.length > 0);

        assert.deepEqual(await part.apply({}), left.willBe);
        assert.equal(await part.plan({}), undefined);
      } finally {
        await started.stop();
      }
    });

    it('is told when the database is away', async () => {
      const part = auditPart('postgresql://nobody@127.0.0.1:9/none');

      await assert.rejects(part.plan({}), LocalFailure);
    });
  });
});
