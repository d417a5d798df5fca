import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import type { Counts } from '../chaos/check-facts.js';
import type { Sabotage } from '../chaos/chaos-options.js';
import type { Ends } from '../chaos/run-chaos.js';
import { isPostgresInstalled } from '../support/postgres-server.js';
import { useTemporaryDirectory } from '../support/temporary-directory.js';
import { useBuiltCode } from './support/built-code.js';
import { useProcesses } from './support/processes.js';

describe('chaos', function () {
  useBuiltCode();
  const start = useProcesses();
  // A run that finds something keeps what it knows there.
  const directory = useTemporaryDirectory();
  // PostgreSQL runs as another user than root, who must get to its own directory in there.
  beforeEach(() => chmod(directory(), 0o711));

  async function chaos(...options: string[]) {
    const run = start({
      name: 'chaos',
      run: ['npm', 'run', 'chaos', '--', '--no-build', ...options],
      environment: { TMPDIR: directory() },
    });
    const code = await run.ended;
    const lastLine = run.standardOutput().trimEnd().split('\n').at(-1) ?? '';
    assert.match(lastLine, /^\{/, `it broke off:\n${run.output()}`);
    const { seconds, kills, crashes, ...counts } = JSON.parse(lastLine) as Counts &
      Ends & { seconds: number };
    assert.ok(seconds > 0);
    assert.deepEqual(crashes, {});
    return { code, counts, kills, output: run.output() };
  }

  it('takes 40 hires through killed processes, lost and doubled hooks, and faults of Okta, the mail server, the ticket system and PostgreSQL', async function () {
    this.timeout('15m');

    const isRecorded = isPostgresInstalled();
    if (!isRecorded) {
      process.stderr.write(
        'Without postgres and initdb on the PATH nothing is recorded, and nobody sets up more factors\n',
      );
    }
    const { code, counts, kills } = await chaos(
      ...['--hires', '40', '--kills', '3', ...(isRecorded ? [] : ['--no-reactions'])],
    );

    const { extraMails, ambiguousMailFaults, ...others } = counts;
    assert.deepEqual(others, {
      ...{ hires: 40, lost: 0, duplicateRuns: 0, wrongGroup: 0, unrecovered: 0 },
      ...{ wrongReactions: 0, unaudited: 0 },
    });
    assert.ok(extraMails <= ambiguousMailFaults);
    assert.ok(ambiguousMailFaults > 0, 'mails were cut off');
    const { gateway, worker, temporal } = kills;
    assert.deepEqual({ gateway, worker, temporal }, { gateway: 3, worker: 3, temporal: 3 });
    assert.equal(code, 0);
  });

  const innocent = {
    ...{ lost: 0, duplicateRuns: 0, unrecovered: 0, ambiguousMailFaults: 0, hires: 6 },
    ...{ wrongReactions: 0, unaudited: 0 },
  };
  const findings: Record<Sabotage, Counts> = {
    drop: { ...innocent, wrongGroup: 6, extraMails: 0 },
    double: { ...innocent, wrongGroup: 0, extraMails: 6 },
    swap: { ...innocent, wrongGroup: 6, extraMails: 0 },
  };
  for (const [sabotage, expected] of Object.entries(findings)) {
    it(`finds out a worker with the bug "${sabotage}", and names the hires`, async function () {
      this.timeout('3m');

      const { code, counts, output } = await chaos(
        ...['--hires', '6', '--kills', '0', '--no-faults', '--no-reactions'],
        ...['--sabotage', sabotage],
      );

      assert.deepEqual(counts, expected);
      assert.equal(output.match(/(wrongGroup|extraMails): 00u\w{17}$/gm)?.length, 6);
      assert.equal(code, 1);
    });
  }
});
