import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import type { GatewayConfig, TemporalConfig } from './config.js';
import { dispatchDelivery } from './dispatch/dispatch-delivery.js';
import { createSignalAllowance } from './dispatch/signal-allowance.js';
import { createHookGateway } from './hook-gateway/create-hook-gateway.js';
import type { Part } from './run-until-signal.js';
import { createClient, registerSearchAttributes } from './temporal.js';

export interface Gateway extends Part {
  /** Of the event hook itself, as Okta must call it. */
  url: string;
}

/** Starts the hook gateway. It serves at once, also while Temporal is away: deliveries get a 503 then. */
export async function startGateway(
  { secrets, host, port }: Pick<GatewayConfig, 'secrets' | 'host' | 'port'>,
  temporal: TemporalConfig,
  { logger, meter }: { logger: Logger; meter: MetricMeter },
): Promise<Gateway> {
  const client = createClient(temporal);
  const door = { client, allowance: createSignalAllowance() };
  const stopped = new AbortController();
  let isRegistered = false;
  const registered = registerSearchAttributes(client, logger, stopped.signal).then(() => {
    isRegistered = true;
  });

  const gateway = createHookGateway({
    secrets,
    dispatch: (delivery, deadline) => dispatchDelivery(door, delivery, { deadline }),
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
