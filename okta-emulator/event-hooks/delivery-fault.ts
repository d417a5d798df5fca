import * as z from 'zod';

import { armingSchema } from '../faults/armed-faults.js';

/**
 * What happens to an event on its way to a hook; of one event type only, if `eventType` is given.
 * `drop`: it is never sent. `duplicate`: the whole delivery that carries it is sent twice, the second time `ms` after the first is over.
 * `delay`: it sets out after `ms`. `reorder`: the hook's next event goes before it; if none comes within a second, it goes alone.
 */
export const deliveryFaultSchema = z.discriminatedUnion('kind', [
  fault('drop'),
  fault('duplicate').extend({ ms: z.int().positive().optional() }),
  fault('reorder'),
  fault('delay').extend({ ms: z.int().positive() }),
]);

export type DeliveryFault = z.infer<typeof deliveryFaultSchema>;

function fault<Kind extends string>(kind: Kind) {
  return armingSchema.extend({ kind: z.literal(kind), eventType: z.string().optional() });
}
