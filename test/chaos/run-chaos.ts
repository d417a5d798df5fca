import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { seededRandom } from '../../okta-emulator/faults/seeded-random.js';
import { playHire } from '../../okta-emulator/pages/play-hire.js';
import { armFaults } from './arm-faults.js';
import type { ChaosOptions } from './chaos-options.js';
import { collectFacts, type ActiveHire } from './collect-facts.js';
import { enrollMore } from './enroll-more.js';
import type { Facts } from './facts.js';
import { planKills } from './plan-kills.js';
import type { World } from './start-world.js';
import type { SupervisedProcess } from './supervise.js';
import { untilHooksAreQuiet, untilRecovered, type Progress } from './watch-progress.js';

/** Hires under way at the same time, killed steps and lost hooks included. */
const concurrency = 40;

/** By the name of a process. */
type Counts = Record<string, number>;

/** What was done to the processes, and what they did by themselves. */
export interface Ends {
  kills: Counts;
  /** How often it ended though nobody had killed it; only those that did. */
  crashes: Counts;
}

/** Hires people and plays them while processes are killed, waits until all have recovered, and collects what is to be seen then. */
export async function runChaos(
  world: World,
  { hires, kills, seed, hooksDropped, faults, reactions }: ChaosOptions,
  say: (line: string) => void,
): Promise<Facts & Ends> {
  const { okta, client, processes, beside } = world;
  const names = processes.map(({ name }) => name);
  if (faults) await armFaults(okta, hooksDropped);

  const planned = planKills(names, hires, kills, seededRandom(seed));
  const progress: Progress = { hired: 0, signedIn: 0, acts: 0 };
  const gaveUp = new AbortController();
  setMaxListeners(0, gaveUp.signal);
  const hired: ActiveHire[] = [];
  const done: Counts = Object.fromEntries(names.map((name) => [name, 0]));

  async function hireAndPlay(): Promise<void> {
    const hire: ActiveHire = { ...(await okta.hire()), acts: 0 };
    hired.push(hire);
    progress.hired += 1;
    try {
      await playHire({ url: okta.url, login: hire.login });
      progress.signedIn += 1;
      if (!reactions) return;
      const wantsCalls = hired.indexOf(hire) % 2 === 0;
      hire.acts = await enrollMore(okta, hire, { wantsCalls, signal: gaveUp.signal });
      progress.acts += hire.acts;
    } catch (error) {
      say(`${hire.userId} has not signed in, or not set up more: ${(error as Error).message}`);
    }
  }

  async function killAsPlanned(victim: SupervisedProcess): Promise<void> {
    const { name } = victim;
    for (const { afterHires } of planned.filter(({ process }) => process === name)) {
      while (progress.hired < afterHires) await sleep(20, undefined, { signal: gaveUp.signal });
      say(`kill -9 ${name}, after ${afterHires} hires`);
      await victim.kill();
      done[name] = (done[name] ?? 0) + 1;
    }
  }

  const killing = Promise.all(processes.map(killAsPlanned));
  const playing = pMap(Array.from({ length: hires }), hireAndPlay, {
    ...{ concurrency, signal: gaveUp.signal },
  });
  const recovered = untilRecovered(
    client,
    { hires, acts: reactions ? hires : 0, tickets: () => beside?.tickets.tickets.length ?? 0 },
    progress,
    say,
  );
  const settled = new AbortController();
  const falling =
    faults && beside ? beside.audit.killUntil(settled.signal, seededRandom(seed + 1)) : undefined;
  const failures = processes.map(({ failed }) => failed);
  await Promise.race([
    ...[recovered, playing.then(() => recovered), killing.then(() => recovered), ...failures],
    // It ends when it is told to; before that it can only fail.
    ...(falling ? [falling] : []),
  ]);
  gaveUp.abort();
  await Promise.allSettled([killing]);
  await untilHooksAreQuiet(okta);
  settled.abort();
  const falls = await falling;
  if (falls !== undefined) {
    say(`PostgreSQL was killed ${falls} times`);
    done['audit-database'] = falls;
  }

  return {
    ...(await collectFacts(okta, client, hired, {
      recorded: await beside?.audit.read(),
      tickets: beside?.tickets.tickets ?? [],
    })),
    brokenChains: (await beside?.audit.verify()) ?? [],
    outages: processes.flatMap(({ outages }) => outages),
    ...{ kills: done, crashes: countCrashes(processes, done) },
  };
}

function countCrashes(processes: readonly SupervisedProcess[], kills: Counts): Counts {
  return Object.fromEntries(
    processes
      .map(({ name, outages }) => [name, outages.length - (kills[name] ?? 0)] as const)
      .filter(([, crashes]) => crashes > 0),
  );
}
