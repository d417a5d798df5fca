import { sql } from 'kysely';
import type { AuditDatabase } from './open-database.js';

/** Whether the database answers at the moment. Reads nothing. */
export async function answers(database: AuditDatabase): Promise<boolean> {
  try {
    await sql`select 1`.execute(database);
    return true;
  } catch {
    return false;
  }
}
