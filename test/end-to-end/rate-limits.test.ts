import assert from 'node:assert/strict';
import { enrolled, type Hire } from './support/okta-org.js';
import { useStage } from './support/stage.js';

interface JournalEntry {
  method: string;
  path: string;
  status?: number;
  received: string;
}

// Not those for the System Log, which the reconciliation makes for nobody in particular.
const callsForHires = '^/api/v1/(users|groups)/';

describe('hires for whom Okta refuses every call with 429', function () {
  this.timeout('2m');
  const stage = useStage();

  async function hireThree(): Promise<Hire[]> {
    const { okta } = stage();
    return [await okta.hire(), await okta.hire(), await okta.hire()];
  }

  async function assertEndRight(hires: readonly Hire[]): Promise<void> {
    const { okta, runOf } = stage();
    await Promise.all(hires.map((hire) => okta.play(hire)));
    for (const hire of hires) await runOf(hire).result();
    assert.deepEqual(await okta.control('GET', '/faults'), [], 'the storm is over');
    for (const hire of hires) assert.deepEqual(await okta.outcomeOf(hire), enrolled);
  }

  /** For each refusal of the hires' calls: when it was, and when the same call came again. In milliseconds. */
  async function repetitions(hires: readonly Hire[]) {
    const journal = await stage().okta.control<JournalEntry[]>('GET', '/journal');
    return journal
      .map((entry) => ({ ...entry, at: Date.parse(entry.received) }))
      .filter(({ path }) => hires.some(({ userId }) => path.includes(userId)))
      .flatMap(({ status, method, path, at }, n, entries) => {
        if (status !== 429) return [];
        const next = entries
          .slice(n + 1)
          .find((entry) => entry.method === method && entry.path === path);
        return [
          { refused: at, repeated: next?.at ?? assert.fail(`${method} ${path} never again`) },
        ];
      });
  }

  it('end right, and no call comes again before the reset that Okta named', async () => {
    const { okta, startWorker } = stage();
    const hires = await hireThree();
    const effect = { kind: 'rate-limit', resetInSeconds: 2 };
    await okta.control('POST', '/faults', { path: callsForHires, count: 3, effect });

    await startWorker();

    await assertEndRight(hires);
    const calls = await repetitions(hires);
    assert.equal(calls.length, 3);
    for (const { refused, repeated } of calls) {
      const reset = Math.ceil(refused / 1000) + effect.resetInSeconds;
      assert.ok(
        repeated >= reset * 1000,
        `repeated ${reset * 1000 - repeated} ms before the reset`,
      );
    }
  });

  it('end right, and soon, where Okta has only too many calls at the same time', async () => {
    const { okta } = stage();
    const effect = { kind: 'concurrency-limit' };
    await okta.control('POST', '/faults', { path: callsForHires, count: 9, effect });

    const hires = await hireThree();

    await assertEndRight(hires);
    const calls = await repetitions(hires);
    assert.equal(calls.length, 9);
    // Okta names a reset a minute away, which is only a guess of its own.
    for (const { refused, repeated } of calls) assert.ok(repeated - refused < 30_000);
  });
});
