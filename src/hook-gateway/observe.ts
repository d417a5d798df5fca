import type { HookGatewayLimits, HookLogger } from './hook-gateway-options.js';
import type { HookMetrics } from './hook-metrics.js';
import type { HookLocals, HookStep } from './hook-step.js';
import { createLineLimit } from './line-limit.js';

type Caller = 'okta' | 'other';

/**
 * Sets the clock of a request to the hook, counts how it ended and how long that took, and logs it: of requests without the secret ten a second, with the
 * number of those that were left out. The only fields that are logged are the ones named here: never a URL, a header or a part of the body.
 */
export function observe(
  { limits, logger }: { limits: Pick<HookGatewayLimits, 'answerWithinMs'>; logger: HookLogger },
  metrics: HookMetrics,
): HookStep {
  // Apart, so that strangers do not hide that Okta itself is refused.
  const withoutSecret = { okta: createLineLimit(), other: createLineLimit() };

  return (request, response, next) => {
    const arrivedAt = new Date();
    response.locals.deadline = new Date(arrivedAt.getTime() + limits.answerWithinMs);

    response.once('close', () => {
      const { outcome = 'aborted', secret, eventId, events, errors, place } = response.locals;
      // Tells our own wrong secret, which loses deliveries, from a stranger who knocks.
      const caller = request.get('User-Agent') === 'Okta-Integrations' ? 'okta' : 'other';
      const milliseconds = Date.now() - arrivedAt.getTime();
      metrics.countDelivery({ outcome, secret: secret ?? 'none', caller }, milliseconds);
      const leftOut = secret === undefined ? withoutSecret[caller].next() : 0;
      if (leftOut === undefined) return;
      logger[levelOf(response.locals, caller)](
        {
          outcome,
          status: response.headersSent ? response.statusCode : undefined,
          eventId,
          due: events?.due.length,
          correlationIds: events?.due.map(({ uuid }) => uuid),
          errors,
          place,
          milliseconds,
          ...(leftOut > 0 && { leftOut }),
        },
        'event hook request',
      );
    });
    next();
  };
}

/** A refusal of Okta is an error: the delivery is lost, until the reconciliation finds its events. */
function levelOf({ outcome, secret }: HookLocals, caller: Caller): 'info' | 'warn' | 'error' {
  if (outcome === 'accepted' || outcome === 'challenge') return 'info';
  return secret === undefined && caller === 'other' ? 'warn' : 'error';
}
