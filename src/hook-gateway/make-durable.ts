import type { DeliveredEvent } from '../dispatch/dispatch-delivery.js';
import { createAdmission } from './admission.js';
import { byDeadline } from './by-deadline.js';
import type { HookGatewayLimits, HookGatewayOptions } from './hook-gateway-options.js';
import type { HookMetrics } from './hook-metrics.js';
import type { HookStep } from './hook-step.js';
import { tryAgain } from './refusal.js';

/**
 * Answers 204 when Temporal has taken the delivery, and 503 when it has not in time: never 2xx without durability, and never 429,
 * after which Okta would not try again.
 */
export function makeDurable(
  {
    dispatch,
    limits,
  }: Pick<HookGatewayOptions, 'dispatch'> & {
    limits: Pick<HookGatewayLimits, 'deliveriesInFlight' | 'answerWithinMs'>;
  },
  metrics: HookMetrics,
): HookStep {
  const admission = createAdmission({
    maxInFlight: limits.deliveriesInFlight,
    withinMs: limits.answerWithinMs,
  });

  return async ({ body: envelope, headers }, response) => {
    const { eventId, values = [], events, deadline } = response.locals;
    const due = events?.due ?? [];
    if (due.length > 0) {
      // Beyond what Temporal can take until the deadline, every further delivery would make all of them late.
      const leave = admission.enter();
      if (leave === undefined) throw tryAgain('overloaded');
      let dispatched: DeliveredEvent[];
      try {
        const delivery = {
          ...(eventId !== undefined && { eventId }),
          ...{ events: due, values, envelope, headers },
        };
        dispatched = await byDeadline(dispatch(delivery, deadline), deadline);
      } catch (error) {
        leave(false);
        throw tryAgain('not-durable', error);
      }
      leave(true);
      metrics.countEvents(
        dispatched.map(({ event: { eventType }, outcome }) => ({ eventType, outcome })),
      );
    }
    response.locals.outcome = 'accepted';
    response.status(204).end();
  };
}
