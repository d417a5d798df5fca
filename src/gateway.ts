import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { GatewayConfig } from './configuration/config.js';
import { countCodecRefusals } from './temporal/count-codec-refusals.js';
import {
  dispatchDelivery,
  smallDelivery,
  type DeliveredEvent,
} from './dispatch/dispatch-delivery.js';
import { createEventFilter } from './dispatch/event-filter.js';
import { createSignalAllowance } from './dispatch/signal-allowance.js';
import { createEventCardStarter } from './event-card/create-event-card-starter.js';
import type { Probes } from './health/probes.js';
import { createHookGateway } from './hook-gateway/create-hook-gateway.js';
import type { HookDelivery } from './hook-gateway/hook-gateway-options.js';
import type { Part } from './process/run-until-signal.js';
import { createClient, registerSearchAttributes } from './temporal/client.js';
import type { TemporalConfig } from './configuration/temporal-config.js';
import type { SpanStart, Tracing } from './tracing/tracing.js';

export interface Gateway extends Part {
  /** Of the event hook itself, as Okta must call it. */
  url: string;
  /** What is to be told of its health, at another address than the hook's. */
  probes: Probes;
}

type GatewaySettings = Pick<GatewayConfig, 'secrets' | 'host' | 'port'> &
  Partial<
    Pick<GatewayConfig, 'networks' | 'events' | 'eventCards' | 'encryptionKey' | 'reactions'>
  >;

/** Starts the hook gateway. It serves at once, also while Temporal is away: deliveries get a 503 then. */
export async function startGateway(
  {
    secrets,
    networks,
    host,
    port,
    events,
    eventCards = [],
    encryptionKey,
    reactions,
  }: GatewaySettings,
  temporal: TemporalConfig,
  { logger, meter, tracing }: { logger: Logger; meter: MetricMeter; tracing?: Tracing | undefined },
): Promise<Gateway> {
  const client = createClient(countCodecRefusals(temporal, meter), tracing && [tracing.ofClient]);
  const door = { client, reactions, allowance: createSignalAllowance() };
  const startEventCards = createEventCardStarter({ client, triggers: eventCards, encryptionKey });
  const stopped = new AbortController();
  let isRegistered = false;
  const registered = registerSearchAttributes(client, logger, stopped.signal).then(() => {
    isRegistered = true;
  });

  async function dispatch(delivery: HookDelivery, deadline: Date): Promise<DeliveredEvent[]> {
    const delivered = await dispatchDelivery(door, delivery, { deadline });
    // The cards of a large delivery would make the answer late: the System Log has them, too.
    if (delivery.events.length <= smallDelivery) {
      await client.withDeadline(deadline, () =>
        startEventCards({ ...delivery, due: delivery.events }),
      );
    }
    return delivered;
  }

  const gateway = createHookGateway({
    ...{ secrets, networks },
    ...(events && { concerns: createEventFilter(events, 'hook') }),
    dispatch: (delivery, deadline) =>
      tracing
        ? tracing.inSpan(ofDelivery(delivery), () => dispatch(delivery, deadline))
        : dispatch(delivery, deadline),
    isReady: (deadline) => client.withDeadline(deadline, () => isReady(client, isRegistered)),
    logger,
    meter,
  });
  const boundPort = await gateway.listen(port, host);
  const url = `http://${host}:${boundPort}/okta/event-hook`;
  logger.info({ url }, 'The hook gateway listens');

  return {
    name: 'gateway',
    url,
    probes: gateway.probes,
    async close() {
      await gateway.close();
      stopped.abort();
      await registered;
      await client.connection.close();
    },
  };
}

/** The whole of what a delivery leads to begins with it. */
function ofDelivery({ eventId, events }: HookDelivery): SpanStart {
  return {
    ...{ name: 'POST /okta/event-hook', kind: 'server' },
    facts: { 'okta.delivery_id': eventId, 'okta.event_uuids': events.map(({ uuid }) => uuid) },
  };
}

async function isReady(client: Client, isRegistered: boolean): Promise<boolean> {
  await client.workflowService.getSystemInfo({});
  return isRegistered;
}
