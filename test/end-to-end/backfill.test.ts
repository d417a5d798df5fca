import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import proto from '@temporalio/proto';
import {
  backfillRowsWorkflowId,
  preEnrollUserWorkflowId,
} from '../../src/contract/workflow-ids.js';
import { findBackfill } from '../../src/operate/backfills.js';
import { useBuiltCode } from './support/built-code.js';
import { useNamespace } from './support/namespace.js';
import { startOktaOrg, type Hire, type OktaOrg } from './support/okta-org.js';
import { useProcesses } from './support/processes.js';
import { isReady, productCommand } from './support/product-command.js';
import { runPreenroll, type EndedCommand } from './support/run-preenroll.js';
import { until } from './support/until.js';

const filePhone = '+14152009999';

/** Each step is a test of its own: they tell one story. */
describe('a backfill of people who exist already', function () {
  this.timeout('2m');
  useBuiltCode();
  const access = useNamespace();
  const start = useProcesses();
  let directory: string;
  let okta: OktaOrg;
  let environment: Record<string, string>;
  let ann: Hire;
  let bob: Hire;
  let cleo: Hire;
  let file: string;

  before(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'backfill-'));
    okta = await startOktaOrg(start);
    ann = await okta.hire();
    bob = await okta.hire({ mobilePhone: '' });
    cleo = await okta.hire();
    file = path.join(directory, 'people.csv');
    writeFileSync(
      file,
      [
        'Login;Name;Phone;Start',
        `${ann.login};"Ann, first";;`,
        'nobody@example.com;;;',
        `${bob.login.toUpperCase()};;${filePhone};2020-01-06`,
        `${cleo.userId};;;2099-01-05`,
        `${ann.login};;;`,
        `${ann.login};;;soon`,
        ';;123;',
      ].join('\r\n'),
    );
    const config = path.join(directory, 'preenroll.yaml');
    // Nobody is found by the System Log: these people are the backfill's.
    writeFileSync(
      config,
      `reconciliation:\n  startAt: '${new Date(Date.now() + 1_000).toISOString()}'\n`,
    );
    environment = {
      ...{ ...access().environment, ...okta.environment, PREENROLL_CONFIG: config },
      ...{ PAYLOAD_ENCRYPTION_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'info' },
    };
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  const backfill = (...options: string[]): Promise<EndedCommand> =>
    runPreenroll(['backfill', ...options], environment);

  const badLines = [
    'Line 3: Okta has no such user.',
    'Line 6: The same person is in a row before.',
    'Line 7: The start date is none: write it as 2026-12-01.',
    'Line 8: There is no login and no id in it.',
  ];

  async function startWorker(): Promise<void> {
    await start(productCommand('worker', environment)).saw(isReady.worker);
  }

  it('is shown before it is begun, and nothing is started or changed', async () => {
    // The worker registers what the lists are asked for.
    await startWorker();
    const { code, data, said } = await backfill('--csv', file, '--dry-run', '-o', 'json');

    assert.equal(code, 1, said);
    const { people, estimate } = JSON.parse(data) as {
      people: { line: number; userId: string; plan: string; because?: string }[];
      estimate: { hires: number; buckets: { limitPerMinute?: number }[] };
    };
    assert.deepEqual(
      people.map(({ line, userId, plan }) => [line, userId, plan]),
      [
        [2, ann.userId, 'enroll'],
        [4, bob.userId, 'enroll'],
        [5, cleo.userId, 'enroll'],
      ],
    );
    assert.equal(estimate.hires, 3);
    assert(estimate.buckets.every(({ limitPerMinute }) => (limitPerMinute ?? 0) > 0));
    for (const line of badLines) assert(said.includes(line), said);
    assert.match(said, /At today's limits it would be done at/);
    assert.equal(await findBackfill(access().client, 'people'), undefined);
    assert.deepEqual((await okta.enrollmentOf(ann)).groups, []);
  });

  it('starts all who can be, and tells of each row, also of the bad ones', async () => {
    const { code, data, said } = await backfill('--csv', file, '--name', 'people', '-o', 'jsonl');

    assert.equal(code, 1, said);
    const rows = data
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      rows
        .map(({ line, userId, outcome, problem }) => [line, outcome, userId ?? problem])
        .sort(([a], [b]) => Number(a) - Number(b)),
      [
        [2, 'started', ann.userId],
        [3, 'rejected', 'user-unknown'],
        [4, 'started', bob.userId],
        [5, 'started', cleo.userId],
        [6, 'rejected', 'repeated'],
        [7, 'rejected', 'start-date-unreadable'],
        [8, 'rejected', 'user-missing'],
      ],
    );
    for (const line of badLines) assert(said.includes(line), said);
    assert.match(said, /The backfill people is done: 3 started/);
  });

  it('enrolls them, with the number of the file, and whose day has not come waits', async () => {
    await until('both are enrolled', async () => {
      const enrolled = await Promise.all([ann, bob].map((hire) => okta.enrollmentOf(hire)));
      return enrolled.every(({ smsFactors }) => smsFactors.join() === 'ACTIVE');
    });
    const [factor] = await okta.admin.factorsOf(bob.userId);
    assert.match(JSON.stringify(factor), new RegExp(filePhone.slice(-4)));
    await until('the lists show it', async () => {
      const { data } = await runPreenroll(['readiness', '-o', 'json'], environment);
      const counted = JSON.parse(data) as Record<string, unknown>[];
      return (
        counted.length === 3 &&
        counted.every(({ startDate, notBegun, notActivated }) =>
          startDate === '2099-01-05' ? notBegun === 1 : notActivated === 1,
        )
      );
    });
    assert.deepEqual((await okta.enrollmentOf(cleo)).groups, []);
  });

  it('does nothing twice', async () => {
    const { code, said } = await backfill('--csv', file, '--name', 'people');

    assert.equal(code, 1, said);
    assert.match(said, /The backfill people is done: 0 started, 3 had a run/);
    const { data } = await backfill('--results', 'people', '-o', 'csv');
    const [header, ...rows] = data.trim().split('\n');
    assert.equal(header, 'line,userId,startDate,outcome,problem,stage,attentionReason,runStatus');
    assert(rows.includes(`5,${cleo.userId},2099-01-05,duplicate,,pre-hire,,RUNNING`), data);
    assert(rows.includes('3,,,rejected,user-unknown,,,'), data);
  });

  it('leaves no address and no number in Temporal', async () => {
    const { client } = access();
    const run = await findBackfill(client, 'people');
    assert(run);
    for (const id of [
      backfillRowsWorkflowId('people', run.selection, 0),
      preEnrollUserWorkflowId(bob.userId),
    ]) {
      const history = await client.workflow.getHandle(id).fetchHistory();
      const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
      const text = Buffer.from(bytes).toString();
      assert.match(text, /"encrypted"/, 'payloads can be read');
      assert.doesNotMatch(text, /@example|415200/);
    }
  });

  it('is refused where it is not said who is meant, or where there is no key for the numbers', async () => {
    const nobody = await backfill('--reason', 'x');
    assert.equal(nobody.code, 2);
    const withoutKey = { ...environment, PAYLOAD_ENCRYPTION_KEY: '' };
    const keyless = await runPreenroll(['backfill', '--csv', file, '--name', 'k'], withoutKey);
    assert.equal(keyless.code, 2);
    assert.match(keyless.said, /line 4.*PAYLOAD_ENCRYPTION_KEY/);
    const unknown = await backfill('--watch', 'nothing');
    assert.equal(unknown.code, 3);
  });
});
