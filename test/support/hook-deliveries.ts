import { noopMetricMeter } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { startGateway, type Gateway } from '../../src/gateway.js';
import { createLogger } from '../../src/process/logger.js';
import { envelope } from '../unit/hook-gateway/envelope.js';

export const secret = 'the-current-secret-of-the-event-hook';
export const previousSecret = 'the-previous-secret-of-the-event-hook';

/** A real gateway in this process, in front of the Temporal server at `address`. */
export function startTestGateway(
  address: string,
  { options: { namespace } }: Pick<Client, 'options'>,
): Promise<Gateway> {
  return startGateway(
    { secrets: [secret, previousSecret], host: '127.0.0.1', port: 0 },
    { connectionOptions: { address }, namespace },
    { logger: createLogger('silent'), meter: noopMetricMeter },
  );
}

export interface HookAnswer {
  status: number;
  milliseconds: number;
}

/** Posts events as Okta's event hook does. */
export async function postEvents(
  { url }: Pick<Gateway, 'url'>,
  events: unknown[],
  {
    authorization = secret,
    ...changes
  }: { authorization?: string; eventId?: string } & Record<string, unknown> = {},
): Promise<HookAnswer> {
  const began = performance.now();
  const { status } = await fetch(url, {
    method: 'POST',
    headers: {
      Authorization: authorization,
      'Content-Type': 'application/json',
      'User-Agent': 'Okta-Integrations',
    },
    body: JSON.stringify(envelope(events, changes)),
  });
  return { status, milliseconds: performance.now() - began };
}
