import type { Delivery, DeliveredEvent } from '../../../src/dispatch/dispatch-delivery.js';
import type { Found } from '../../../src/health/probes.js';
import {
  createHookGateway,
  type HookGateway,
} from '../../../src/hook-gateway/create-hook-gateway.js';
import type {
  HookDelivery,
  HookGatewayOptions,
} from '../../../src/hook-gateway/hook-gateway-options.js';

export const secret = 'the-current-secret-of-the-event-hook';
export const previousSecret = 'the-previous-secret-of-the-event-hook';

export interface RunningGateway extends Pick<HookGateway, 'close'> {
  port: number;
  /** Asks a probe. */
  health: (path: '/healthz' | '/readyz') => Promise<Found | undefined>;
  /** What reached the dispatch port. */
  deliveries: HookDelivery[];
  /** Complete after `close`, like the log. */
  counted: { name: string; labels: Record<string, string> }[];
  measured: { name: string; value: number; labels: Record<string, string> }[];
  logged: { level: string; fields: Record<string, unknown>; message: string }[];
}

/** A gateway on a free port, with a Temporal that takes everything unless told otherwise. */
export async function runGateway(
  options: Partial<HookGatewayOptions> = {},
): Promise<RunningGateway> {
  const deliveries: HookDelivery[] = [];
  const logged: RunningGateway['logged'] = [];
  const counted: RunningGateway['counted'] = [];
  const measured: RunningGateway['measured'] = [];
  const log = (level: string) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, fields, message });
  };
  const gateway = createHookGateway({
    secrets: [secret, previousSecret],
    isReady: () => Promise.resolve(true),
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    meter: {
      createCounter: (name) => ({
        add: (value, labels = {}) => {
          for (let at = 0; at < value; at += 1) counted.push({ name, labels });
        },
      }),
      createHistogram: (name) => ({
        record: (value, labels = {}) => measured.push({ name, value, labels }),
      }),
    },
    ...options,
    dispatch: (delivery, deadline) => {
      deliveries.push(delivery);
      return options.dispatch === undefined
        ? takeAll(delivery)
        : options.dispatch(delivery, deadline);
    },
    limits: { drainNoticeMs: 0, ...options.limits },
  });
  const port = await gateway.listen(0, '127.0.0.1');
  return {
    ...{ port, deliveries, counted, measured, logged },
    health: async (path) => gateway.probes.get(path)?.(),
    close: () => gateway.close(),
  };
}

function takeAll({ events }: Delivery): Promise<DeliveredEvent[]> {
  return Promise.resolve(events.map((event) => ({ event, outcome: 'started' })));
}

/** A Temporal that answers when nobody waits any more. */
export function answerTooLate(deadline: Date): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(reject, deadline.getTime() - Date.now() + 200, new Error('too late'));
  });
}
