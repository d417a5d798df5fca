import { z } from 'zod';
import { sortEvents } from '../dispatch/sort-events.js';
import type { HookGatewayLimits, HookGatewayOptions } from './hook-gateway-options.js';
import type { HookMetrics } from './hook-metrics.js';
import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

const envelope = z.object({
  eventId: z
    .string()
    .regex(/^[\w.:-]{1,128}$/)
    .optional()
    .catch(undefined),
  data: z.object({ events: z.array(z.unknown()) }),
});

/**
 * Finds the events that concern us in the envelope. An event that cannot be read is set aside: counted, and logged by its `uuid`
 * only.
 */
export function readDelivery(
  {
    limits,
    logger,
    concerns,
  }: Pick<HookGatewayOptions, 'logger' | 'concerns'> & {
    limits: Pick<HookGatewayLimits, 'eventsPerDelivery'>;
  },
  metrics: HookMetrics,
): HookStep {
  return (request, response, next) => {
    const { success, data: read } = envelope.safeParse(request.body);
    if (!success) throw new Refusal(400, 'schema');
    const { eventId } = read;
    if (eventId !== undefined) response.locals.eventId = eventId;
    if (read.data.events.length > limits.eventsPerDelivery)
      throw new Refusal(413, 'too-many-events');

    const values = read.data.events;
    const events = sortEvents(values, concerns);
    const as =
      (outcome: 'ignored' | 'duplicate' | 'unreadable') =>
      ({ eventType }: { eventType?: string }) => ({ eventType, outcome });
    metrics.countEvents([
      ...events.ignored.map(as('ignored')),
      ...events.repeated.map(as('duplicate')),
      ...events.unreadable.map(as('unreadable')),
    ]);
    for (const { unreadable: reason, uuid } of events.unreadable) {
      logger.warn({ eventId, uuid, reason }, 'event set aside: it cannot be read');
    }
    response.locals.values = values;
    response.locals.events = events;
    next();
  };
}
