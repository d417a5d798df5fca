import assert from 'node:assert/strict';
import { actOnOne } from '../../../src/cli/act-on-one.js';
import { actOnQuery } from '../../../src/cli/act-on-query.js';
import { NotFoundError } from '../../../src/cli/not-found-error.js';
import { InputError } from '../../../src/cli/read-stored-events.js';
import type { OperatorAction } from '../../../src/operate/operator-action.js';
import {
  FakeHireRuns,
  hireOf,
  parkedOf,
  runOf,
  statusOf,
  userIdOf,
} from '../operate/fake-hire-runs.js';
import { captureOutput } from './capture-output.js';

const request = { operator: 'ada', reason: 'repaired' };
const resume = (): OperatorAction => ({ act: 'resume', request });
const undo = (): OperatorAction => ({ act: 'undo', request });
const userId = userIdOf(1);

function oneRun(): FakeHireRuns {
  const runs = new FakeHireRuns();
  runs.runs.set(userId, runOf(userId));
  return runs;
}

function manyHires(count: number): FakeHireRuns {
  const runs = new FakeHireRuns();
  for (let at = 0; at < count; at += 1) {
    runs.hires.push(hireOf(userIdOf(at), { stage: 'needs-attention', reason: 'phone-missing' }));
  }
  return runs;
}

describe('asking one run', () => {
  it('says what became of it', async () => {
    const { stdout, exitCode } = await captureOutput(() =>
      actOnOne(oneRun(), userId, undo, { output: 'text' }),
    );
    assert.equal(
      stdout,
      `${userId}\tdone\tawaiting-activation\twaits for the person to activate\n`,
    );
    assert.equal(exitCode, undefined);
  });

  it('fails with the plain text of a refusal', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({ outcome: 'refused', refusal: 'too-soon' });
    const { stdout, exitCode } = await captureOutput(() =>
      actOnOne(runs, userId, undo, { output: 'json' }),
    );
    assert.deepEqual(JSON.parse(stdout), {
      ...{ userId, outcome: 'refused', refusal: 'too-soon' },
      explanation: 'A mail went out less than ten minutes ago: wait for it to arrive.',
    });
    assert.equal(exitCode, 1);
  });

  it('says that a run which was resumed has parked again, and with what', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({ outcome: 'done', status: parkedOf(userId) });
    const again = parkedOf(userId, { since: '2026-11-20T10:00:05.000Z' });
    const { stdout, exitCode } = await captureOutput(() =>
      actOnOne(runs, userId, resume, { output: 'text' }, () => Promise.resolve(again)),
    );
    assert.equal(
      stdout,
      `${userId}\tdone\tneeds-attention\tparked again: phone-shared: Another user of the org has the same phone number.\n`,
    );
    assert.equal(exitCode, undefined);
  });

  it('tells a run that has gone on from one that has ended and one that answers no more', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({ outcome: 'done', status: parkedOf(userId) });
    const became: unknown[] = [];
    for (const latest of [statusOf(userId), statusOf(userId, { stage: 'completed' }), undefined]) {
      const { stdout } = await captureOutput(() =>
        actOnOne(runs, userId, resume, { output: 'jsonl' }, () => Promise.resolve(latest)),
      );
      became.push((JSON.parse(stdout) as { became: string }).became);
    }
    assert.deepEqual(became, ['gone-on', 'ended', 'unknown']);
  });

  it('says what helps where no worker is there', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({
      ...{ outcome: 'failed', because: 'no-worker' },
      problem: 'no worker answered',
    });
    const { stderr, exitCode } = await captureOutput(() =>
      actOnOne(runs, userId, undo, { output: 'text' }),
    );
    assert.match(stderr, /No worker answered within 15 seconds\..*--signal/);
    assert.equal(exitCode, 1);
  });

  it('leaves a signal with the run where it is told to', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({ outcome: 'sent' });
    const { stdout } = await captureOutput(() =>
      actOnOne(runs, userId, undo, { output: 'text', signal: true }),
    );
    assert.equal(stdout, `${userId}\tsent\tthe run takes it when a worker is there\n`);
    assert.deepEqual(
      runs.acts.map(({ bySignal }) => bySignal),
      [true],
    );
  });

  it('does not find a user without a run, or whose run has ended', async () => {
    const runs = new FakeHireRuns();
    await assert.rejects(actOnOne(runs, userId, undo, { output: 'text' }), NotFoundError);
    runs.runs.set(userId, runOf(userId, { runStatus: 'COMPLETED' }));
    await assert.rejects(actOnOne(runs, userId, undo, { output: 'text' }), NotFoundError);
    assert.equal(runs.acts.length, 0);
  });

  it('ends with 3 where the run ends at the last moment', async () => {
    const runs = oneRun();
    runs.outcomeOf = () => ({ outcome: 'not-running' });
    const { exitCode } = await captureOutput(() =>
      actOnOne(runs, userId, undo, { output: 'text' }),
    );
    assert.equal(exitCode, 3);
  });
});

describe('asking all whom a query finds', () => {
  const query = 'AttentionReason="phone-missing"';

  it('shows how many they are and the first ten, and asks before it does anything', async () => {
    const runs = manyHires(12);
    const questions: string[] = [];
    const { stdout, stderr, exitCode } = await captureOutput(() =>
      actOnQuery(
        runs,
        query,
        undo,
        { output: 'text' },
        {
          confirm: (question) => {
            questions.push(question);
            assert.equal(runs.acts.length, 0);
            return Promise.resolve(false);
          },
        },
      ),
    );
    assert.match(stderr, /^The query finds 12 hires:\n {2}12 needs-attention, phone-missing\n/);
    assert.equal(stderr.match(/^00u/gm)?.length, 10);
    assert.match(stderr, /… and 2 more\nNothing was done\.\n$/);
    assert.deepEqual(questions, ['Do it to 12 hires?']);
    assert.equal(stdout, '');
    assert.equal(runs.acts.length, 0);
    assert.equal(exitCode, 1);
    assert.match(runs.queries.join(), /AND ExecutionStatus = "Running" AND \(AttentionReason=/);
  });

  it('does it after a yes, and prints a line for each', async () => {
    const runs = manyHires(12);
    const { stdout, stderr, exitCode } = await captureOutput(() =>
      actOnQuery(runs, query, undo, { output: 'jsonl' }, { confirm: () => Promise.resolve(true) }),
    );
    const rows = stdout.trimEnd().split('\n');
    assert.equal(rows.length, 12);
    assert(rows.every((row) => (JSON.parse(row) as { outcome: string }).outcome === 'done'));
    assert.match(stderr, /12 done\n$/);
    assert.equal(exitCode, undefined);
  });

  it('does not ask with --yes, and says how far it is where there are many', async () => {
    const runs = manyHires(25);
    const { stdout, stderr } = await captureOutput(() =>
      actOnQuery(
        runs,
        query,
        undo,
        { output: 'json', yes: true },
        {
          confirm: () => assert.fail('It asked.'),
        },
      ),
    );
    assert.equal((JSON.parse(stdout) as unknown[]).length, 25);
    assert.match(stderr, /10 of 25\n20 of 25\n25 of 25\n25 done\n$/);
  });

  it('stops where there is no terminal to ask at, and names --yes', async () => {
    const runs = manyHires(2);
    const { isTTY } = process.stdin;
    process.stdin.isTTY = false;
    try {
      await captureOutput(() =>
        assert.rejects(
          actOnQuery(runs, query, undo, { output: 'text' }),
          (error) => error instanceof InputError && error.message.includes('--yes'),
        ),
      );
    } finally {
      process.stdin.isTTY = isTTY;
    }
    assert.equal(runs.acts.length, 0);
  });

  it('fails if one was refused, but not if a run has ended meanwhile', async () => {
    const runs = manyHires(3);
    const other = { outcome: 'not-running' } as const;
    runs.outcomeOf = (id) =>
      id === userIdOf(1) ? { outcome: 'refused', refusal: 'not-parked' } : other;
    const refused = await captureOutput(() =>
      actOnQuery(runs, query, undo, { output: 'text', yes: true }),
    );
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /2 not-running, 1 refused\n$/);

    runs.outcomeOf = () => other;
    const ended = await captureOutput(() =>
      actOnQuery(runs, query, undo, { output: 'text', yes: true }),
    );
    assert.equal(ended.exitCode, undefined);
  });

  it('ends with 4 where Temporal goes away', async () => {
    const runs = manyHires(3);
    runs.outcomeOf = () => ({
      ...{ outcome: 'failed', because: 'temporal-unreachable' },
      problem: 'connection refused',
    });
    const { exitCode } = await captureOutput(() =>
      actOnQuery(runs, query, undo, { output: 'text', yes: true }),
    );
    assert.equal(exitCode, 4);
  });

  it('does nothing, and does not ask, where nobody is found', async () => {
    const { stdout, stderr, exitCode } = await captureOutput(() =>
      actOnQuery(
        new FakeHireRuns(),
        query,
        undo,
        { output: 'json' },
        {
          confirm: () => assert.fail('It asked.'),
        },
      ),
    );
    assert.equal(stdout, '[]\n');
    assert.equal(stderr, 'The query finds no running hire.\nNothing was done.\n');
    assert.equal(exitCode, undefined);
  });
});
