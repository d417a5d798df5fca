import type { HookStep } from './hook-step.js';
import { byDeadline } from './by-deadline.js';
import type { HookGatewayLimits, HookGatewayOptions } from './hook-gateway-options.js';

/** The process serves. */
export const answerHealth: HookStep = (_request, response) => {
  response.json({ status: 'ok' });
};

/** Deliveries can be made durable. A gateway that is closing says no before anything else. */
export function answerReadiness({
  isReady,
  isClosing,
  limits,
}: Pick<HookGatewayOptions, 'isReady'> & {
  isClosing: () => boolean;
  limits: Pick<HookGatewayLimits, 'answerWithinMs'>;
}): HookStep {
  return async (_request, response) => {
    const deadline = new Date(Date.now() + limits.answerWithinMs);
    const ready =
      !isClosing() && (await byDeadline(isReady(deadline), deadline).catch(() => false));
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready' });
  };
}
