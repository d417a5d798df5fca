import type { Probe, Probes } from '../health/probes.js';
import { byDeadline } from './by-deadline.js';
import type { HookGatewayLimits, HookGatewayOptions } from './hook-gateway-options.js';

/**
 * `/healthz`: the process serves. `/readyz`: deliveries can be made durable. A gateway that is closing says no before anything else, and until it has closed.
 */
export function gatewayProbes({
  isReady,
  isClosing,
  limits,
}: Pick<HookGatewayOptions, 'isReady'> & {
  isClosing: () => boolean;
  limits: Pick<HookGatewayLimits, 'answerWithinMs'>;
}): Probes {
  return new Map<string, Probe>([
    ['/healthz', () => ({ isWell: true, status: 'ok' })],
    [
      '/readyz',
      async () => {
        const deadline = new Date(Date.now() + limits.answerWithinMs);
        const isWell =
          !isClosing() && (await byDeadline(isReady(deadline), deadline).catch(() => false));
        return { isWell, status: isWell ? 'ready' : 'not ready' };
      },
    ],
  ]);
}
