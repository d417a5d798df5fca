import assert from 'node:assert/strict';
import { describeSitters } from '../../../src/cli/list-sitters.js';
import { listHires } from '../../../src/cli/list.js';
import { FakeHireRuns, hireOf, userIdOf } from '../operate/fake-hire-runs.js';
import { captureOutput } from './capture-output.js';

const now = new Date('2026-11-23T12:00:00Z');

function twoHires(): FakeHireRuns {
  const runs = new FakeHireRuns();
  runs.hires.push(
    hireOf(userIdOf(1), { since: new Date('2026-11-23T11:55:00Z'), batch: 'december' }),
    hireOf(userIdOf(2), { stage: 'needs-attention', reason: 'phone-missing' }),
  );
  return runs;
}

describe('preenroll list', () => {
  it('shows those first who have waited longest, and below in plain words what is wrong', async () => {
    const { stdout, stderr, exitCode } = await captureOutput(() =>
      listHires(twoHires(), { output: 'text' }, now),
    );
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^USER +STAGE +REASON +WHO CAN FIX IT +WAITS +SINCE +BATCH$/);
    assert.equal(
      lines[1],
      '00u00000000000000002  needs-attention      phone-missing  HR              3d 2h  2026-11-20T10:00:00.000Z  -',
    );
    assert.equal(
      lines[2],
      '00u00000000000000001  awaiting-activation  -              -               5m     2026-11-23T11:55:00.000Z  december',
    );
    assert.deepEqual(lines[4], 'phone-missing (1): The Okta profile has no phone number.');
    assert.match(lines[5] ?? '', /^ {2}HR: Enter the mobile number/);
    assert.equal(stderr, '2 hires; 1 needs attention\n');
    assert.equal(exitCode, undefined);
  });

  it('gives each hire as JSON with the reason explained', async () => {
    const { stdout } = await captureOutput(() => listHires(twoHires(), { output: 'json' }, now));
    const [first, second] = JSON.parse(stdout) as Record<string, unknown>[];
    assert.equal(first?.['reason'], 'phone-missing');
    assert.equal(first['whoCanFix'], 'HR');
    assert.equal(first['explanation'], 'The Okta profile has no phone number.');
    assert.deepEqual(second, {
      ...{ userId: userIdOf(1), workflowId: `pre-enroll:${userIdOf(1)}` },
      ...{ stage: 'awaiting-activation', since: '2026-11-23T11:55:00.000Z', batch: 'december' },
    });
  });

  it('gives one line per hire as JSON lines, and stops at the limit', async () => {
    const { stdout, stderr } = await captureOutput(() =>
      listHires(twoHires(), { output: 'jsonl', limit: 1 }, now),
    );
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { userId: string }).userId),
      [userIdOf(1)],
    );
    assert.equal(stderr, 'The first 1 hire; there may be more\n');
  });

  it('counts all where it shows some', async () => {
    const { stdout, stderr } = await captureOutput(() =>
      listHires(twoHires(), { output: 'json', limit: 1 }, now),
    );
    assert.equal((JSON.parse(stdout) as unknown[]).length, 1);
    assert.equal(stderr, '2 hires; 1 needs attention (the first 1 are shown)\n');
  });

  it('prints an empty list where there is nobody, which is no failure', async () => {
    for (const [output, expected] of [
      ['text', ''],
      ['json', '[]\n'],
      ['jsonl', ''],
    ] as const) {
      const { stdout, stderr, exitCode } = await captureOutput(() =>
        listHires(new FakeHireRuns(), { output }, now),
      );
      assert.equal(stdout, expected);
      assert.equal(stderr, '0 hires; 0 need attention\n');
      assert.equal(exitCode, undefined);
    }
  });

  it('asks Temporal for no more than is wanted', async () => {
    const runs = new FakeHireRuns();
    await captureOutput(() =>
      listHires(
        runs,
        { output: 'json', stage: 'needs-attention', waitingLongerThan: 2 * 86_400_000 },
        now,
      ),
    );
    assert.match(
      runs.queries.join(),
      / AND EnrollmentStage = "needs-attention" AND StageSince < "2026-11-21T12:00:00.000Z"$/,
    );
  });

  it('shows a reason that it does not know as it is', async () => {
    const runs = new FakeHireRuns();
    runs.hires.push(hireOf(userIdOf(1), { stage: 'needs-attention', reason: 'of-tomorrow' }));
    const { stdout } = await captureOutput(() => listHires(runs, { output: 'text' }, now));
    assert.match(stdout, /needs-attention {2}of-tomorrow {2}-/);
  });

  it('shows who sits in Group A, those first who have sat there longest', () => {
    const sitter = { userId: userIdOf(1), population: 'default', run: 'ended' } as const;
    const lines = describeSitters({
      ...{ at: '2026-11-23T12:00:00.000Z', members: 5, started: 0, sitting: 2 },
      sitters: [
        { ...sitter, since: '2026-11-22T12:00:00.000Z' },
        { ...sitter, userId: userIdOf(2), since: '2026-11-01T12:00:00.000Z' },
      ],
    });
    assert.deepEqual(lines, [
      'USER                  POPULATION  RUN    SITS    SINCE',
      '00u00000000000000002  default     ended  22d 0h  2026-11-01T12:00:00.000Z',
      '00u00000000000000001  default     ended  1d 0h   2026-11-22T12:00:00.000Z',
    ]);
  });
});
