import type { Random } from '../../okta-emulator/faults/seeded-random.js';

export interface PlannedKill {
  /** Its name. */
  process: string;
  /** It is killed when so many hires have been created: whatever the machine's speed, that is in the middle of work. */
  afterHires: number;
}

/** Kills each process the given number of times, at random moments; in their order. The same random numbers give the same plan. */
export function planKills(
  processes: readonly string[],
  hires: number,
  kills: number,
  random: Random,
): PlannedKill[] {
  return processes
    .flatMap((process) =>
      Array.from({ length: kills }, () => ({
        process,
        afterHires: 1 + Math.floor(random() * hires),
      })),
    )
    .sort((one, other) => one.afterHires - other.afterHires);
}
