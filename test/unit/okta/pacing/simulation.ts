import {
  createPacer,
  type OktaPacer,
  type PacerOptions,
} from '../../../../src/okta/pacing/create-pacer.js';
import { OktaPacedError } from '../../../../src/okta/okta-errors.js';
import { createSimulatedTime } from './simulated-time.js';
import { horizonMs } from '../../../../src/worker/paced-slots.js';
import { createSimulatedOkta } from './simulated-okta.js';

export interface Simulation {
  windowSeconds: number;
  limit: number;
  /** How long a request takes to Okta, and the answer back; each between half of it and one and a half. */
  latencyMs: number;
  workers: number;
  share: number;
  /** How many windows it goes on for. */
  windows: number;
  /** Windows begin with their first request, as the emulator's do, or follow one another. */
  windowsBegin: 'with the first request' | 'one after another';
  /** How much another client takes of each window, at random times. */
  foreignShare?: number;
  guard?: number;
  /** How many calls each worker wants to make at once. */
  slots?: number;
  seed?: number;
  /** One of the workers starts only then, and is seen by the others. */
  lastJoinsAfterMs?: number;
  /** How the workers know of each other. */
  known?: 'all' | 'none';
}

export interface SimulationResult {
  /** For each whole window after the first. */
  windows: { ours: number; foreign: number; refused: number; allowed: number }[];
  /** Calls made by what was allowed. */
  use: number;
  refused: number;
  calls: number;
  /** How often a task was sent back to Temporal. */
  pacedBack: number;
  /** The most that went out in a tenth of a window, by what an even pace would have been. */
  peak: number;
}

/** Several workers with a backlog that does not end, against one bucket of Okta's, in simulated time. */
export async function simulate(simulation: Simulation): Promise<SimulationResult> {
  const { workers, windows, windowSeconds, latencyMs, share, limit } = simulation;
  const { slots = 10, guard, known = 'all', foreignShare = 0, seed = 1 } = simulation;
  let pacedBack = 0;
  const random = createRandom(seed);
  const time = createSimulatedTime();
  const okta = createSimulatedOkta({ ...simulation, random, now: time.now });
  const end = (windows + 1.5) * (windowSeconds + 1) * 1_000;
  const oneWay = () => latencyMs * (0.5 + random());

  const options = (rank: number): PacerOptions => ({
    ...{ share, concurrency: 1_000, random },
    ...(guard !== undefined && { guard }),
    // No two processes' clocks agree.
    clock: { now: () => time.now() + rank * 12_345.6, after: time.after },
  });
  const division = (count: number, rank: number) =>
    known === 'all' ? { workers: count, rank } : { workers: 1, rank: 0 };
  const begin = (count: number, rank: number) => {
    const pacer = createPacer({ ...options(rank), division: division(count, rank) });
    for (let slot = 0; slot < slots; slot++) void callForEver(pacer);
    return pacer;
  };
  const first = simulation.lastJoinsAfterMs === undefined ? workers : workers - 1;
  const pacers = Array.from({ length: first }, (_, rank) => begin(first, rank));
  if (simulation.lastJoinsAfterMs !== undefined) {
    time.after(simulation.lastJoinsAfterMs, () => {
      // The others see it at some moment of the time for which it keeps still.
      for (const [rank, pacer] of pacers.entries()) {
        time.after(2_000 * random(), () => {
          pacer.divide(division(workers, rank));
        });
      }
      time.after(3_000, () => begin(workers, workers - 1));
    });
  }
  if (foreignShare > 0) forEachForeignCall();
  await time.runUntil(end);
  return { ...okta.result(), pacedBack };

  /** A slot for tasks, of which there is always another one in Temporal. */
  async function callForEver(pacer: OktaPacer): Promise<void> {
    for (;;) {
      while (pacer.waitFor('groups') > horizonMs) await time.sleep(100);
      await callOnce(pacer);
      // The next task has to come from Temporal.
      await time.sleep(20 + 30 * random());
    }
  }

  async function callOnce(pacer: OktaPacer): Promise<void> {
    let turn;
    try {
      turn = await pacer.takeTurn('groups');
    } catch (error) {
      if (!(error instanceof OktaPacedError)) throw error;
      pacedBack += 1;
      return;
    }
    await time.sleep(oneWay());
    const answer = okta.request('ours');
    await time.sleep(oneWay());
    turn.answered(answer);
    turn.end();
  }

  function forEachForeignCall(): void {
    const perMs = (limit * foreignShare) / (windowSeconds * 1_000);
    time.after(-Math.log(1 - random()) / perMs, () => {
      okta.request('foreign');
      forEachForeignCall();
    });
  }
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
