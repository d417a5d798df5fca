import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { AuditRecord } from '../../src/audit/read-records.js';
import {
  isPostgresInstalled,
  startPostgres,
  type PostgresServer,
} from '../support/postgres-server.js';
import { useNamespace } from './support/namespace.js';
import { runPreenroll } from './support/run-preenroll.js';
import type { RunningProcess } from './support/running-process.js';
import { enrolled, type Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';
import { until } from './support/until.js';

interface Request {
  method: string;
  path: string;
  status?: number;
}

/** What changes something in Okta, and the activity that it is an effect of. */
const effectOf: readonly [method: string, path: RegExp, action: string][] = [
  ['PUT', /\/groups\/\w+\/users\/(\w+)$/, 'addToGroup'],
  ['DELETE', /\/groups\/\w+\/users\/(\w+)$/, 'removeFromGroup'],
  ['POST', /\/users\/(\w+)\/factors\?/, 'enrollSms'],
  ['POST', /\/users\/(\w+)\/lifecycle\/activate/, 'activateUser'],
];

describe('a hire whose every step is recorded in PostgreSQL', function () {
  this.timeout('3m');
  // As each process is told of it; the address is known when the server is there.
  const worker: Record<string, string> = {
    AUDIT_HASH_KEY: randomBytes(32).toString('base64'),
  };
  const temporal = useNamespace();
  const stage = useStage({ temporal, worker });
  let postgres: PostgresServer;
  let running: RunningProcess;
  let hire: Hire;

  before(async function () {
    if (!isPostgresInstalled()) {
      process.stderr.write('Without postgres and initdb on the PATH nothing can be recorded\n');
      this.skip();
    }
    postgres = await startPostgres();
    const owner = new pg.Client({ connectionString: postgres.url });
    await owner.connect();
    await owner.query('create role preenroll_worker login');
    await owner.end();
    const migrated = await audit(postgres.url, 'migrate', '--grant-to', 'preenroll_worker');
    assert.equal(migrated.code, 0, migrated.said);
    worker['DATABASE_URL'] = postgres.url.replace('postgres@', 'preenroll_worker@');
    running = await stage().startWorker();
  });
  after(async () => {
    if (isPostgresInstalled()) await postgres.stop();
  });

  function audit(url: string, ...args: string[]) {
    return runPreenroll(args, {
      ...temporal().environment,
      DATABASE_URL: url,
      AUDIT_HASH_KEY: worker['AUDIT_HASH_KEY'] ?? '',
    });
  }

  const asWorker = (...args: string[]) => audit(worker['DATABASE_URL'] ?? '', ...args);

  async function records(...args: string[]): Promise<AuditRecord[]> {
    const { code, data, said } = await asWorker('audit', '-o', 'json', ...args);
    assert.equal(code, 0, said);
    return JSON.parse(data) as AuditRecord[];
  }

  /** The effects on the hire that Okta and the mail server know of, in order of their names. */
  async function effects(): Promise<string[]> {
    const { okta } = stage();
    const journal = await okta.control<Request[]>('GET', '/journal');
    const inOkta = journal
      .filter(({ status = 500 }) => status < 300)
      .flatMap(({ method, path }) =>
        effectOf.flatMap(([of, pattern, action]) =>
          of === method && pattern.exec(path)?.[1] === hire.userId ? [action] : [],
        ),
      );
    const mails = await okta.mailsTo(hire.secondEmail);
    const ours = mails.filter(({ subject }) => subject.startsWith('MFA enrolled'));
    return [...inOkta, ...ours.map(() => 'sendMfaEnrolledMail')].sort();
  }

  it('waits with its first effect while the store is away', async () => {
    await postgres.kill();
    hire = await stage().okta.hire();

    await until('the first effect waits for the store', async () => {
      const run = await stage()
        .runOf(hire)
        .describe()
        .catch(() => undefined);
      return (run?.raw.pendingActivities ?? []).some(
        ({ lastFailure }) => lastFailure?.applicationFailureInfo?.type === 'AuditUnavailable',
      );
    });

    assert.deepEqual(await effects(), []);
  });

  it('goes on when the store is back, and outlives another fall of it', async () => {
    const { okta, untilStatus } = stage();
    await postgres.restart();
    await untilStatus(hire, ({ stage: at }) => at === 'awaiting-activation');
    await postgres.kill();
    await postgres.restart();

    await okta.play(hire);
    await okta.untilInGroupB(hire);
    await stage().runOf(hire).result();

    assert.deepEqual(await okta.outcomeOf(hire), enrolled);
  });

  it('leaves an intent and an outcome of every effect, none missing and none twice', async () => {
    const found = await records('--user', hire.userId);

    for (const [phase, result] of [
      ['intent', undefined],
      ['outcome', 'done'],
    ] as const) {
      const recorded = found
        .filter((record) => record.phase === phase && record.result === result)
        .map(({ action }) => action);
      assert.deepEqual(recorded.sort(), await effects(), phase);
    }
    const intoB = found.find(({ action, evidence }) => {
      return action === 'addToGroup' && evidence?.['group'] === 'B';
    });
    assert.match(JSON.stringify(intoB?.evidence), /"rule":"mfa-verified".*"phoneVerification"/);
    assert.ok(intoB?.eventUuid, 'the event by which the activation was believed');
    assert.ok(found.some(({ oktaRequestIds }) => oktaRequestIds !== undefined));
  });

  it('is found by the number, which nobody can read', async () => {
    const { data } = await runPreenroll(
      ['audit', '--phone-from-stdin', '-o', 'jsonl'],
      { ...worker },
      '+1 (415) 200-0001\n',
    );

    assert.match(data, /"action":"enrollSms"/);
    const all = JSON.stringify(await records());
    assert.doesNotMatch(all, /4152000001|@/);
  });

  it('can be verified and reported by the role of the workers, and erased by the owner alone', async () => {
    const verified = await asWorker('audit', 'verify', '-o', 'json');
    assert.equal(verified.code, 0, verified.said);
    const { findings, openIntents } = JSON.parse(verified.data) as Record<string, unknown>;
    assert.deepEqual({ findings, openIntents }, { findings: [], openIntents: [] });
    const report = await asWorker('audit', 'report', '-o', 'csv');
    assert.match(report.data, /default,sms:OKTA,preenroll,1/);

    const erase = ['erase', hire.userId, '--reason', 'asked for it', '--yes'];
    assert.equal((await asWorker(...erase)).code, 4);
    const { code, said } = await audit(postgres.url, ...erase);
    assert.equal(code, 0, said);
    assert.match(said, /Audit store: erased the evidence of \d+ records/);
    assert.match(said, /Temporal: deleted the histories of [1-9]\d* runs/);
    assert.match(said, /Not touched: Okta/);

    assert.equal((await asWorker('audit', 'verify')).code, 0);
    const left = await records('--user', hire.userId, '--action', 'enrollSms');
    assert.ok(
      left.every(({ evidence, erased, phase }) => phase === 'intent' || (erased && !evidence)),
    );
  });

  it('ends in order with its worker, and no worker begins without being told where to record', async () => {
    assert.equal(await running.end('SIGTERM'), 0);

    const { code, said } = await runPreenroll(['worker'], {
      ...{ ...stage().okta.environment, DATABASE_URL: '' },
    });
    assert.equal(code, 2);
    assert.match(said, /^DATABASE_URL is not set.*\n$/);
  });
});
