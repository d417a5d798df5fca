import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { OktaPacedError } from '../../../../src/okta/okta-errors.js';
import { withUrgency } from '../../../../src/okta/pacing/call-urgency.js';
import {
  createPacer,
  type OktaPacer,
  type PacerOptions,
  type Turn,
} from '../../../../src/okta/pacing/create-pacer.js';
import { createSimulatedTime } from './simulated-time.js';

const serverStart = Date.parse('2026-11-20T12:00:00Z');

interface Told {
  status?: number;
  limit?: number;
  remaining?: number;
  secondsToReset?: number;
}

describe('the pacer', () => {
  let time: ReturnType<typeof createSimulatedTime>;
  let counted: string[];
  let endings: string[];

  beforeEach(() => {
    time = createSimulatedTime();
    counted = [];
    endings = [];
  });

  function pacerWith(options: Partial<PacerOptions> = {}): OktaPacer {
    return createPacer({
      ...{ share: 0.95, concurrency: 30, division: { workers: 1, rank: 0 }, random: () => 0 },
      clock: { now: time.now, after: time.after },
      observer: {
        called: (bucket) => counted.push(`called ${bucket}`),
        ended: (bucket, status) => endings.push(`${bucket} ${status ?? 'no answer'}`),
        refused: (bucket, by) => counted.push(`refused ${bucket} by ${by}`),
        pacedBack: (bucket) => counted.push(`paced back ${bucket}`),
      },
      ...options,
    });
  }

  function end(turn: Turn, told: Told = {}): void {
    const { status = 200, limit = 600, remaining = limit - 1, secondsToReset = 60 } = told;
    const date = Math.floor((serverStart + time.now()) / 1_000);
    turn.answered({
      status,
      headers: new Headers({
        date: new Date(date * 1_000).toUTCString(),
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(remaining),
        'x-rate-limit-reset': String(date + secondsToReset),
      }),
    });
    turn.end();
  }

  /** Takes turns, and notes in which order they come. */
  function ask(pacer: OktaPacer, went: string[], name: string, priority = 3) {
    return withUrgency(priority, async () => {
      const turn = await pacer.takeTurn('groups');
      went.push(name);
      return turn;
    });
  }

  it('lets one call go where it knows nothing, and the others when its answer is there', async () => {
    const pacer = pacerWith();
    const went: string[] = [];
    const first = ask(pacer, went, 'first');
    void ask(pacer, went, 'second');
    await time.runUntil(500);
    assert.deepEqual(went, ['first']);

    end(await first);
    await time.runUntil(600);
    assert.deepEqual(went, ['first', 'second']);
  });

  it('does not wait for ever for an answer that does not come', async () => {
    const pacer = pacerWith();
    const went: string[] = [];
    void ask(pacer, went, 'first');
    void ask(pacer, went, 'second');
    await time.runUntil(3_000);
    assert.deepEqual(went, ['first', 'second']);
  });

  it('lets the most urgent go first, then what has begun, then who came first', async () => {
    const pacer = pacerWith();
    const went: string[] = [];
    const probe = await ask(pacer, went, 'probe');
    const begun = withUrgency(3, async () => {
      end(await pacer.takeTurn('users'));
      return ask2();
    });
    const ask2 = async () => {
      end(await pacer.takeTurn('groups'));
      went.push('begun');
    };
    const asked = [
      ...[ask(pacer, went, 'backfill', 5), ask(pacer, went, 'hire', 3)],
      ...[ask(pacer, went, 'another hire', 3), ask(pacer, went, 'switch', 1)],
    ];
    await setImmediate();
    end(probe);
    for (const turn of asked) void turn.then(end);
    await time.runUntil(7_000);
    await begun;
    assert.deepEqual(went, ['probe', 'switch', 'begun', 'hire', 'another hire', 'backfill']);
  });

  it('sends back who would wait for longer than eight seconds, and says for how long', async () => {
    const pacer = pacerWith();
    end(await pacer.takeTurn('groups'), { remaining: 0, secondsToReset: 40 });

    const error = await pacer.takeTurn('groups').catch((reason: unknown) => reason);
    assert(error instanceof OktaPacedError, String(error));
    assert.ok(error.delayMs >= 39_000 && error.delayMs <= 60_000, String(error.delayMs));
    assert.match(error.message, /^Okta's rate limit for groups leaves room again in \d+ s$/);
    assert.deepEqual(counted, ['called groups', 'paced back groups']);
    assert.equal(Math.round(pacer.waitFor('groups') / 1_000), 40);
  });

  it('sends back who has waited for eight seconds', async () => {
    const pacer = pacerWith({ concurrency: 1 });
    void pacer.takeTurn('users');
    const waiting = assert.rejects(pacer.takeTurn('groups'), OktaPacedError);
    await time.runUntil(8_100);
    await waiting;
  });

  it('does not let one bucket hold up another', async () => {
    const pacer = pacerWith();
    end(await pacer.takeTurn('groups'), { remaining: 0 });
    const turn = await pacer.takeTurn('users');
    assert.deepEqual(counted, ['called groups', 'called users']);
    turn.end();
    assert.deepEqual(endings, ['groups 200', 'users no answer']);
  });

  const holds = [
    [{ secondsToReset: 5 }, 6_000],
    [{ secondsToReset: -30 }, 1_000],
    [{ secondsToReset: 86_400 }, 120_000],
    [{ secondsToReset: Number.NaN }, 1_000],
  ] as const;
  for (const [told, expected] of holds) {
    it(`holds the bucket for ${expected} ms after a refusal with a reset ${told.secondsToReset} s away`, async () => {
      const pacer = pacerWith({ longestWaitMs: 200_000 });
      end(await pacer.takeTurn('groups'), { status: 429, remaining: 0, ...told });
      const refusedAt = time.now();
      const urgent = withUrgency(1, () => pacer.takeTurn('groups')).then(() => time.now());
      await time.runUntil(300_000);
      // Or until the window has surely ended, if that is later by the seconds that Okta rounds off.
      const wait = (await urgent) - refusedAt;
      assert.ok(wait >= expected && wait <= expected + 1_000, `${wait} ms`);
      assert.equal(counted[1], 'refused groups by window');
    });
  }

  it('has half as many calls under way after Okta refuses one too many, and slowly more again', async () => {
    const pacer = pacerWith({ concurrency: 4 });
    const warm = async () => {
      end(await pacer.takeTurn('users'));
    };
    await warm();
    end(await pacer.takeTurn('users'), { status: 429, limit: 0, remaining: 0 });
    assert.equal(counted.at(-1), 'refused users by concurrency');

    const turns: Turn[] = [];
    for (let n = 0; n < 4; n++) void pacer.takeTurn('users').then((turn) => turns.push(turn));
    await time.runUntil(2_000);
    assert.equal(pacer.status().underWay, 2);
    for (const turn of turns) end(turn);
    await time.runUntil(2_500);
  });

  it('has its part of the calls at once that are configured', async () => {
    const pacer = pacerWith({ concurrency: 30, division: { workers: 4, rank: 1 } });
    assert.equal(pacer.status().concurrency, 7);
    pacer.divide({ workers: 60, rank: 1 });
    assert.equal(pacer.status().concurrency, 1);
    await setImmediate();
  });

  it('lets nothing go before it knows how many workers there are', async () => {
    const pacer = createPacer({
      ...{ share: 1, concurrency: 30 },
      clock: { now: time.now, after: time.after },
    });
    const went: string[] = [];
    void ask(pacer, went, 'first');
    await time.runUntil(1_000);
    assert.deepEqual(went, []);
    assert.equal(pacer.waitFor('groups'), Infinity);

    pacer.divide({ workers: 2, rank: 0 });
    await time.runUntil(1_100);
    assert.deepEqual(went, ['first']);
  });

  it('divides what is left when another worker comes, and takes it back when it goes', async () => {
    const pacer = pacerWith({ share: 0.5, guard: 0 });
    end(await pacer.takeTurn('groups'), { limit: 100, remaining: 99 });
    const untilOneGoes = async () => {
      let calls = 1;
      while (pacer.waitFor('groups') < 20_000) {
        const turn = pacer.takeTurn('groups');
        await time.runUntil(time.now() + pacer.waitFor('groups') + 1);
        calls += 1;
        end(await turn, { limit: 100, remaining: 100 - calls, secondsToReset: 60 });
        if (calls === 10) pacer.divide({ workers: 2, rank: 0 });
        if (calls >= 30) break;
      }
      return calls;
    };
    // 50 are ours; 10 are used; half of the others are left.
    assert.equal(await untilOneGoes(), 30);
    assert.equal(pacer.status().workers, 2);
  });

  it('tells how it stands', async () => {
    const pacer = pacerWith();
    end(await pacer.takeTurn('groups'), { limit: 600, remaining: 420 });
    const { resetsAt, ...status } = pacer.status().buckets[0] ?? assert.fail();
    assert.deepEqual(status, {
      ...{ bucket: 'groups', limit: 600, remaining: 420, share: 570, used: 1, waiting: 0 },
    });
    const seconds = (Date.parse(resetsAt ?? '') - Date.now()) / 1_000;
    assert.ok(Math.abs(seconds - 60) < 2, `${seconds}`);
  });

  it('takes a call that ends twice for one', async () => {
    const pacer = pacerWith();
    const turn = await pacer.takeTurn('groups');
    end(turn);
    turn.end();
    assert.equal(pacer.status().underWay, 0);
  });
});
