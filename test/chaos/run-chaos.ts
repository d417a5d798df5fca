import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { seededRandom } from '../../okta-emulator/faults/seeded-random.js';
import { playHire } from '../../okta-emulator/pages/play-hire.js';
import { armFaults } from './arm-faults.js';
import type { ChaosOptions } from './chaos-options.js';
import { collectFacts, type ActiveHire } from './collect-facts.js';
import { enrollMore } from './enroll-more.js';
import type { Facts, ProcessName } from './facts.js';
import { planKills } from './plan-kills.js';
import type { World } from './start-world.js';
import { untilHooksAreQuiet, untilRecovered, type Progress } from './watch-progress.js';

/** Hires under way at the same time, killed steps and lost hooks included. */
const concurrency = 40;

/** Hires people and plays them while processes are killed, waits until all have recovered, and collects what is to be seen then. */
export async function runChaos(
  world: World,
  { hires, kills, seed, hooksDropped, faults, reactions }: ChaosOptions,
  say: (line: string) => void,
): Promise<Facts> {
  const { okta, client, processes, beside } = world;
  if (faults) await armFaults(okta, hooksDropped);

  const planned = planKills(hires, kills, seededRandom(seed));
  const progress: Progress = { hired: 0, signedIn: 0, acts: 0 };
  const gaveUp = new AbortController();
  setMaxListeners(0, gaveUp.signal);
  const hired: ActiveHire[] = [];

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

  async function killAsPlanned(process: ProcessName): Promise<void> {
    for (const { afterHires } of planned.filter((kill) => kill.process === process)) {
      while (progress.hired < afterHires) await sleep(20, undefined, { signal: gaveUp.signal });
      say(`kill -9 ${process}, after ${afterHires} hires`);
      await processes[process].kill();
    }
  }

  const killing = Promise.all((['gateway', 'worker', 'temporal'] as const).map(killAsPlanned));
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
  const failures = Object.values(processes).map(({ failed }) => failed);
  await Promise.race([
    ...[recovered, playing.then(() => recovered), ...failures],
    // It ends when it is told to; before that it can only fail.
    ...(falling ? [falling] : []),
  ]);
  gaveUp.abort();
  await Promise.allSettled([killing]);
  await untilHooksAreQuiet(okta);
  settled.abort();
  const falls = await falling;
  if (falls !== undefined) say(`PostgreSQL was killed ${falls} times`);

  return {
    ...(await collectFacts(okta, client, hired, {
      recorded: await beside?.audit.read(),
      tickets: beside?.tickets.tickets ?? [],
    })),
    brokenChains: (await beside?.audit.verify()) ?? [],
    outages: Object.values(processes).flatMap(({ outages }) => outages),
  };
}
