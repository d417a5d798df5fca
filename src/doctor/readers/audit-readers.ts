import type { AuditDatabase } from '../../audit/open-database.js';
import { probeAuditStore, listPendingMigrations } from '../../audit/probe.js';
import type { Readers } from '../readings.js';

export function auditReaders(
  database: () => AuditDatabase,
): Pick<Readers, 'auditMigrations' | 'auditProbe'> {
  return {
    auditMigrations: async () => ({ pending: await listPendingMigrations(database()) }),
    async auditProbe() {
      await probeAuditStore(database());
      return true;
    },
  };
}
