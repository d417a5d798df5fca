import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Random } from '../../okta-emulator/faults/seeded-random.js';
import { runPreenroll } from '../end-to-end/support/run-preenroll.js';
import { isPostgresInstalled, startPostgres } from '../support/postgres-server.js';
import type { RecordedFacts } from './facts.js';

export interface AuditDatabase {
  url: string;
  /** Kills it every 5 to 10 seconds, and starts it again within two, until it is told to stop. Resolves with how often. */
  killUntil(stopped: AbortSignal, random: Random): Promise<number>;
  /** What is in it, by user and by what was done. */
  read(): Promise<Map<string, RecordedFacts>>;
  /** What `preenroll audit verify` finds. */
  verify(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL with the tables of the audit store.
 *
 * @throws Error where none can be started
 */
export async function startAuditDatabase(within: string): Promise<AuditDatabase> {
  if (!isPostgresInstalled()) {
    throw new Error('postgres and initdb are not on the PATH: --no-reactions does without.');
  }
  const postgres = await startPostgres({ within });
  const { url } = postgres;
  const migrated = await runPreenroll(['migrate'], { DATABASE_URL: url });
  if (migrated.code !== 0) throw new Error(migrated.said);

  return {
    url,
    async killUntil(stopped, random) {
      for (let kills = 0; ; kills += 1) {
        const goesOn = await sleep(5_000 + random() * 5_000, true, { signal: stopped }).catch(
          () => false,
        );
        if (!goesOn) return kills;
        await postgres.kill();
        await sleep(random() * 2_000);
        await postgres.restart();
      }
    },
    async read() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<Row>(
        `select user_id, action, phase, result, count(*)::integer as records
         from audit.entries where user_id is not null group by 1, 2, 3, 4`,
      );
      await client.end();
      return byUser(rows);
    },
    async verify() {
      const { code, data, said } = await runPreenroll(['audit', 'verify', '-o', 'json'], {
        DATABASE_URL: url,
      });
      if (data === '') throw new Error(`audit verify ended with ${code}: ${said}`);
      const { findings } = JSON.parse(data) as { findings: unknown[] };
      return findings.map((finding) => JSON.stringify(finding));
    },
    stop: () => postgres.stop(),
  };
}

interface Row {
  user_id: string;
  action: string;
  phase: 'intent' | 'outcome' | 'fact';
  result: 'done' | 'refused' | null;
  records: number;
}

function byUser(rows: readonly Row[]): Map<string, RecordedFacts> {
  const users = new Map<string, RecordedFacts>();
  for (const { user_id: userId, action, phase, result, records } of rows) {
    const recorded = users.get(userId) ?? {};
    users.set(userId, recorded);
    const counted = (recorded[action] ??= { intents: 0, done: 0, refused: 0, facts: 0 });
    if (phase === 'intent') counted.intents += records;
    else if (phase === 'fact') counted.facts += records;
    else if (result === 'done') counted.done += records;
    else counted.refused += records;
  }
  return users;
}
