import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { GatewayConfig } from './config.js';
import { countCodecRefusals } from './count-codec-refusals.js';
import { dispatchDelivery, smallDelivery } from './dispatch/dispatch-delivery.js';
import { createEventFilter } from './dispatch/event-filter.js';
import { createSignalAllowance } from './dispatch/signal-allowance.js';
import { createEventCardStarter } from './event-card/create-event-card-starter.js';
import type { Probes } from './health/probes.js';
import { createHookGateway } from './hook-gateway/create-hook-gateway.js';
import type { Part } from './run-until-signal.js';
import { createClient, registerSearchAttributes } from './temporal.js';
import type { TemporalConfig } from './temporal-config.js';

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
  { logger, meter }: { logger: Logger; meter: MetricMeter },
): Promise<Gateway> {
  const client = createClient(countCodecRefusals(temporal, meter));
  const door = { client, reactions, allowance: createSignalAllowance() };
  const startEventCards = createEventCardStarter({ client, triggers: eventCards, encryptionKey });
  const stopped = new AbortController();
  let isRegistered = false;
  const registered = registerSearchAttributes(client, logger, stopped.signal).then(() => {
    isRegistered = true;
  });

  const gateway = createHookGateway({
    ...{ secrets, networks },
    ...(events && { concerns: createEventFilter(events, 'hook') }),
    async dispatch(delivery, deadline) {
      const delivered = await dispatchDelivery(door, delivery, { deadline });
      // The cards of a large delivery would make the answer late: the System Log has them, too.
      if (delivery.events.length <= smallDelivery) {
        await client.withDeadline(deadline, () =>
          startEventCards({ ...delivery, due: delivery.events }),
        );
      }
      return delivered;
    },
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

async function isReady(client: Client, isRegistered: boolean): Promise<boolean> {
  await client.workflowService.getSystemInfo({});
  return isRegistered;
}
