import * as z from 'zod';

import type { Random } from './seeded-random.js';

/** When an armed fault strikes: every match unless `probability` says less, until it has struck `count` times. */
export const armingSchema = z.object({
  count: z.int().positive().optional(),
  probability: z.number().gt(0).max(1).optional(),
});

export type Arming = z.infer<typeof armingSchema>;
type Armed<F extends Arming> = F & { id: string };

export interface ArmedFaults<F extends Arming> {
  /** Arms a fault behind those already armed; the answer carries the id it is listed under. */
  add(fault: F): Armed<F>;
  /** What is still armed, with the counts that are left. */
  list(): readonly Armed<F>[];
  clear(): void;
  /** The first matching fault that strikes now, or none. Costs that fault one of its count. */
  take(matches: (fault: F) => boolean): F | undefined;
}

/** A list of faults that somebody armed. Each draw for a fault with a probability takes one number from `random`. */
export function createArmedFaults<F extends Arming>(random: Random): ArmedFaults<F> {
  let armed: readonly Armed<F>[] = [];
  let added = 0;
  return {
    add: (fault) => {
      const entry = { ...fault, id: `fault-${++added}` };
      armed = [...armed, entry];
      return entry;
    },
    list: () => armed,
    clear: () => {
      armed = [];
    },
    take: (matches) => {
      const drawn = drawFault(armed, matches, random);
      armed = drawn.left;
      return drawn.fault;
    },
  };
}

/** Decides which fault strikes, and what is left of the list afterwards. Armed faults are asked in the order given. */
function drawFault<F extends Arming>(
  armed: readonly Armed<F>[],
  matches: (fault: F) => boolean,
  random: Random,
): { fault?: Armed<F>; left: readonly Armed<F>[] } {
  const fault = armed.find(
    (candidate) =>
      matches(candidate) &&
      (candidate.probability === undefined || random() < candidate.probability),
  );
  if (fault?.count === undefined) return fault ? { fault, left: armed } : { left: armed };
  const count = fault.count - 1;
  const left =
    count === 0
      ? armed.filter(({ id }) => id !== fault.id)
      : armed.map((entry) => (entry.id === fault.id ? { ...entry, count } : entry));
  return { fault, left };
}
