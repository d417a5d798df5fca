import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import type { AuditEntry, AuditStore } from '../../../src/audit/audit-store.js';
import { eraseUser } from '../../../src/audit/erase-user.js';
import { grantAppending, migrate } from '../../../src/audit/migrate.js';
import { openAuditDatabase, type AuditDatabase } from '../../../src/audit/open-database.js';
import { headsFile, writePack } from '../../../src/audit/pack/write-pack.js';
import { createPostgresAuditStore } from '../../../src/audit/postgres-audit-store.js';
import { prune } from '../../../src/audit/prune.js';
import {
  readAnchors,
  readRecords,
  toRecord,
  type AuditRecord,
  type RecordFilter,
} from '../../../src/audit/read-records.js';
import { reportEnrollments } from '../../../src/audit/report-enrollments.js';
import {
  verifyChains,
  type StreamHead,
  type Verification,
} from '../../../src/audit/verify-chains.js';
import { auditDatabases } from '../../support/audit-databases.js';
import { useTemporaryDirectory } from '../../support/temporary-directory.js';

const run = promisify(execFile);
const by = { operator: 'ann', reason: 'as the law says' };

let hires = 0;
let keys = 0;

/** Of a user of its own. */
function newHire(): { userId: string; stream: string } {
  hires += 1;
  const userId = `00u${String(hires).padStart(17, '0')}`;
  return { userId, stream: `user:${userId}` };
}

function entry(more: Partial<AuditEntry> & Pick<AuditEntry, 'stream'>): AuditEntry {
  keys += 1;
  return {
    ...{ key: `key-${keys}`, phase: 'fact', action: 'seen', at: new Date() },
    ...{ actor: { kind: 'preenroll' }, ...more },
  };
}

for (const [name, start] of Object.entries(auditDatabases)) {
  describe(`the audit store in ${name}`, function () {
    this.timeout('2m');
    const directory = useTemporaryDirectory();
    let url: string;
    let stop: (() => Promise<void>) | undefined;
    let database: AuditDatabase;
    let store: AuditStore;

    before(async function () {
      const started = await start();
      if ('missing' in started) {
        process.stderr.write(`Not on ${name}: ${started.missing}\n`);
        this.skip();
      }
      ({ url, stop } = started);
      database = openAuditDatabase(url);
      store = createPostgresAuditStore(database);
    });
    after(async () => {
      if (stop === undefined) return;
      await database.destroy();
      await stop();
    });

    /** An outcome, with its intent before it. */
    async function effect(outcome: AuditEntry): Promise<void> {
      const { key } = outcome;
      const intent: AuditEntry = { ...outcome, key: `${key}/intent`, phase: 'intent' };
      delete intent.result;
      await store.append(intent);
      await store.append({ ...outcome, key: `${key}/outcome`, phase: 'outcome' });
    }

    async function list(filter: RecordFilter): Promise<AuditRecord[]> {
      const found: AuditRecord[] = [];
      for await (const record of readRecords(database, filter)) found.push(toRecord(record));
      return found;
    }

    async function verify(kept: StreamHead[] = []): Promise<Verification> {
      return verifyChains(readRecords(database, {}, 'stream'), {
        ...{ anchors: await readAnchors(database), kept },
      });
    }

    it('says that it is not set up, sets itself up, and has nothing to do the second time', async () => {
      await assert.rejects(store.append(entry(newHire())), {
        name: 'AuditUnavailableError',
        message: /preenroll migrate/,
      });

      assert.deepEqual(await migrate(database), ['0001-entries', '0002-append-only']);
      assert.deepEqual(await migrate(database), []);
    });

    it('gives back what was recorded, whatever is in it', async () => {
      const { userId, stream } = newHire();
      const whole = {
        ...entry({ stream, userId, result: 'done', population: 'employees' }),
        ...{ factor: 'sms:OKTA', eventUuid: 'event-1', workflowId: 'pre-enroll:1' },
        ...{ reason: 'half \uD83D, NUL \0 and "quotes"', oktaRequestIds: ['a,b', '{c}'] },
        actor: { kind: 'operator', id: "Robert'); drop table audit.entries;--" },
        evidence: { numbers: [1, 1.5, -0.25], nothing: null, nested: { z: 'ü', a: true } },
      } as const;

      assert.deepEqual(await store.append(whole), { isNew: true });

      const [record, ...others] = await list({ userId });
      assert.equal(others.length, 0);
      const { seq, hash, previousHash, sealedHash, salt, ...rest } = record ?? assert.fail();
      assert.deepEqual([seq, /^0+$/.test(previousHash)], [1, true]);
      assert(hash && sealedHash && salt);
      assert.deepEqual(rest, {
        ...{ ...whole, at: whole.at.toISOString() },
        reason: 'half \uFFFD, NUL \uFFFD and "quotes"',
      });
    });

    it('takes an entry once, also if it comes many times at once and for several streams', async () => {
      const { userId, stream } = newHire();
      const same = entry({ stream, userId });
      const elsewhere = { ...same, stream: newHire().stream };

      const results = await Promise.all(
        Array.from({ length: 10 }, (_, n) => store.append(n % 2 === 0 ? same : elsewhere)),
      );

      assert.equal(results.filter(({ isNew }) => isNew).length, 1);
      assert.equal((await list({ userId })).length, 1);
    });

    it('chains what 20 write at the same moment, without gaps', async () => {
      const streams = [newHire(), newHire(), newHire()];

      await Promise.all(
        Array.from({ length: 20 }, (_, n) => store.append(entry(streams[n % 3] ?? assert.fail()))),
      );

      const found = await Promise.all(streams.map(({ userId }) => list({ userId })));
      assert.deepEqual(
        found.map((records) => records.map(({ seq }) => seq).sort((a, b) => a - b)),
        [7, 7, 6].map((length) => Array.from({ length }, (_, n) => n + 1)),
      );
      assert.deepEqual((await verify()).findings, []);
    });

    it('keeps 20 transactions at a time apart', async () => {
      const pool = new pg.Pool({ connectionString: url, max: 20 });
      await pool.query('create table counted (n integer)');
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          const client = await pool.connect();
          await client.query('begin');
          await client.query('insert into counted values ($1)', [n]);
          await client.query(n % 2 === 0 ? 'commit' : 'rollback');
          client.release();
        }),
      );

      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::integer as count from counted where n % 2 = 0',
      );
      assert.equal(rows[0]?.count, 10);
      await pool.end();
    });

    it('finds records by who, what, when, why and by whom', async () => {
      const { userId, stream } = newHire();
      const common = { stream, userId, population: 'contractors' };
      await store.append(entry({ ...common, at: new Date('2026-01-01T00:00:00Z') }));
      await store.append(
        entry({
          ...{ ...common, at: new Date('2026-02-01T00:00:00Z'), action: 'enrollSms' },
          ...{ factor: 'sms:OKTA', eventUuid: 'event-2', evidence: { phoneHash: 'abc' } },
          actor: { kind: 'operator', id: 'zoe' },
        }),
      );

      for (const [filter, expected] of [
        [{ population: 'contractors' }, 2],
        [{ factor: 'sms:OKTA', userId }, 1],
        [{ action: 'enrollSms', userId }, 1],
        [{ actorKind: 'operator', userId }, 1],
        [{ actorId: 'zoe' }, 1],
        [{ eventUuid: 'event-2' }, 1],
        [{ phoneHash: 'abc' }, 1],
        [{ phoneHash: 'other' }, 0],
        [{ userId, from: new Date('2026-01-01T00:00:00Z') }, 2],
        [{ userId, to: new Date('2026-02-01T00:00:00Z') }, 1],
        [{ userId, from: new Date('2026-02-01T00:00:01Z') }, 0],
      ] as const) {
        assert.equal((await list(filter)).length, expected, JSON.stringify(filter));
      }
    });

    it('counts enrolments by day, population, factor, and by whom', async () => {
      const at = new Date('2025-07-01T12:00:00Z');
      const enrolled = { at, population: 'sales', factor: 'sms:OKTA', action: 'enrollSms' };
      const kinds = ['user', 'admin', 'user'] as const;
      await store.append(entry({ ...newHire(), ...enrolled, phase: 'intent' }));
      await effect(entry({ ...newHire(), ...enrolled, result: 'refused' }));
      await effect(entry({ ...newHire(), ...enrolled, result: 'done' }));
      for (const kind of kinds) {
        const told = { action: 'reaction', factor: 'push:OKTA', actor: { kind } };
        await store.append(entry({ ...newHire(), ...enrolled, ...told }));
      }

      const from = new Date('2025-07-01T00:00:00Z');
      const counts = await reportEnrollments(database, { from, to: new Date('2025-07-02') });

      assert.deepEqual(
        counts.map(({ day, population, factor, by: who, enrollments }) =>
          [day, population, factor, who, enrollments].join(' '),
        ),
        [
          '2025-07-01 sales push:OKTA admin 1',
          '2025-07-01 sales push:OKTA self 2',
          '2025-07-01 sales sms:OKTA preenroll 1',
        ],
      );
    });

    it('lets the role of the workers append and read, and nothing else; nor lets others change a row in passing', async () => {
      // The server may be one that others use too.
      const worker = `preenroll_test_${randomUUID()}`;
      await sql`create role ${sql.id(worker)}`.execute(database);
      await grantAppending(database, worker);
      const as = (role: string, ...statements: string[]) =>
        database.connection().execute(async (connection) => {
          await sql`set role ${sql.id(role)}`.execute(connection);
          try {
            for (const statement of statements) await sql.raw(statement).execute(connection);
          } finally {
            await sql`reset role`.execute(connection);
          }
        });

      await as(worker, 'select * from audit.entries, audit.sealed, audit.anchors');
      for (const statement of [
        `update audit.entries set action = 'x'`,
        `delete from audit.entries`,
        `delete from audit.sealed`,
        `truncate audit.sealed`,
        `insert into audit.anchors values ('s', 1, 'h', 1, now(), 'o', 'r')`,
        `drop table audit.sealed`,
      ]) {
        await assert.rejects(as(worker, statement), { code: '42501' }, statement);
      }
      await sql`drop owned by ${sql.id(worker)}`.execute(database);
      await sql`drop role ${sql.id(worker)}`.execute(database);
      for (const statement of [
        `update audit.entries set action = 'x'`,
        `delete from audit.entries`,
        `delete from audit.sealed`,
        `truncate audit.sealed`,
      ]) {
        await assert.rejects(
          sql.raw(statement).execute(database),
          { message: 'audit records are append-only' },
          statement,
        );
      }
    });

    it('erases what is recorded about a person, and still verifies', async () => {
      const { userId, stream } = newHire();
      const secret = { phone: '+49···12', phoneHash: 'hash-of-a-number' };
      await store.append(entry({ stream, userId, evidence: secret, reason: 'told in person' }));
      await store.append(entry({ stream: 'org', userId, evidence: secret }));
      const before = (await verify()).erased;

      assert.equal(await eraseUser(database, userId, by), 2);
      assert.equal(await eraseUser(database, userId, by), 0);

      const records = await list({ userId });
      assert.deepEqual(
        records.map(({ action, erased, reason }) => ({ action, erased, reason })),
        [
          { action: 'seen', erased: true, reason: undefined },
          { action: 'seen', erased: true, reason: undefined },
          { action: 'erase', erased: undefined, reason: by.reason },
          { action: 'erase', erased: undefined, reason: by.reason },
        ],
      );
      assert.deepEqual(await list({ phoneHash: secret.phoneHash }), []);
      const { findings, erased } = await verify();
      assert.deepEqual({ findings, erased }, { findings: [], erased: before + 2 });
    });

    it('removes what is old, goes on with the chain, and still verifies', async () => {
      const { userId, stream } = newHire();
      for (const day of ['2020-01-01', '2020-01-02', '2026-03-01', '2020-01-03']) {
        await store.append(entry({ stream, userId, at: new Date(day), evidence: { day } }));
      }
      const gone = newHire();
      const old = entry({ ...gone, at: new Date('2020-01-01') });
      await store.append(old);

      assert.deepEqual(await prune(database, new Date('2021-01-01'), by), {
        ...{ entries: 3, streams: 2 },
      });
      assert.deepEqual(await prune(database, new Date('2021-01-01'), by), {
        ...{ entries: 0, streams: 0 },
      });
      await store.append(entry(gone));

      assert.deepEqual(
        (await list({ userId })).map(({ seq }) => seq).sort(),
        [3, 4],
        'what is behind something younger stays',
      );
      assert.deepEqual(
        (await list({ userId: gone.userId })).map(({ seq }) => seq),
        [2],
      );
      const { findings, prunedStreams } = await verify();
      assert.deepEqual({ findings, prunedStreams }, { findings: [], prunedStreams: 2 });
    });

    it('writes a pack that OpenSSL and sha256sum verify, and that shows later what is gone', async () => {
      const { userId, stream } = newHire();
      const at = new Date('2024-05-01T10:00:00Z');
      await store.append(entry({ stream, userId, at, action: 'enrollSms', evidence: { a: 1 } }));
      const { privateKey } = generateKeyPairSync('ed25519');
      const pack = path.join(directory(), 'pack');
      const from = new Date('2024-05-01T00:00:00Z');
      const to = new Date('2024-05-02T00:00:00Z');

      const written = await writePack(database, { from, to, directory: pack, key: privateKey });

      assert.deepEqual([written.records, written.hires], [1, 1]);
      const check = async () => {
        const signature = ['-in', 'SHA256SUMS', '-sigfile', 'SHA256SUMS.sig'];
        const key = ['-pubin', '-inkey', 'public-key.pem', '-rawin'];
        await run('openssl', ['pkeyutl', '-verify', ...key, ...signature], { cwd: pack });
        await run('sha256sum', ['-c', 'SHA256SUMS'], { cwd: pack });
      };
      await check();
      const read = (file: string) => readFile(path.join(pack, file), 'utf8');
      assert.match(await read(`hires/${userId}.txt`), /2024-05-01T10:00:00.000Z {2}enrollSms fact/);
      assert.match(await read('verification.json'), /"findings": \[\]/);

      const heads = JSON.parse(await read(headsFile)) as StreamHead[];
      assert.deepEqual((await verify(heads)).findings, []);
      await sql`alter table audit.entries disable trigger all`.execute(database);
      await sql`alter table audit.sealed disable trigger all`.execute(database);
      await sql`delete from audit.sealed where stream = ${stream}`.execute(database);
      await sql`delete from audit.entries where stream = ${stream}`.execute(database);
      assert.deepEqual((await verify()).findings, [], 'the chains alone cannot show it');
      assert.deepEqual((await verify(heads)).findings, [{ problem: 'cut-off', stream, seq: 1 }]);

      await appendFile(path.join(pack, 'records.jsonl'), '{}\n');
      await assert.rejects(check());
    });
  });
}
