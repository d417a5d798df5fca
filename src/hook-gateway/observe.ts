import type { HookGatewayLimits, HookLogger } from './hook-gateway-options.js';
import type { HookMetrics } from './hook-metrics.js';
import type { HookLocals, HookStep } from './hook-step.js';

/**
 * Sets the clock of a request to the hook, and counts and logs how it ended. The only fields that are logged are the ones named
 * here: never a URL, a header or a part of the body.
 */
export function observe(
  { limits, logger }: { limits: Pick<HookGatewayLimits, 'answerWithinMs'>; logger: HookLogger },
  metrics: HookMetrics,
): HookStep {
  return (request, response, next) => {
    const arrivedAt = new Date();
    response.locals.deadline = new Date(arrivedAt.getTime() + limits.answerWithinMs);

    response.once('close', () => {
      const { outcome = 'aborted', secret, eventId, events, errors, place } = response.locals;
      // Tells our own wrong secret, which loses deliveries, from a stranger who knocks.
      const caller = request.get('User-Agent') === 'Okta-Integrations' ? 'okta' : 'other';
      metrics.countDelivery({ outcome, secret: secret ?? 'none', caller });
      logger[levelOf(response.locals, caller)](
        {
          outcome,
          status: response.headersSent ? response.statusCode : undefined,
          eventId,
          due: events?.due.length,
          errors,
          place,
          milliseconds: Date.now() - arrivedAt.getTime(),
        },
        'event hook request',
      );
    });
    next();
  };
}

/** A refusal of Okta is an error: the delivery is lost, until the reconciliation finds its events. */
function levelOf(
  { outcome, secret }: HookLocals,
  caller: 'okta' | 'other',
): 'info' | 'warn' | 'error' {
  if (outcome === 'accepted' || outcome === 'challenge') return 'info';
  return secret === undefined && caller === 'other' ? 'warn' : 'error';
}
