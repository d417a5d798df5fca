import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { counter } from '../contract/metrics.js';
import type { Probes } from '../health/probes.js';
import { createApp } from './create-app.js';
import { gatewayProbes } from './gateway-probes.js';
import {
  defaultLimits,
  type HookGatewayLimits,
  type HookGatewayOptions,
} from './hook-gateway-options.js';
import { createOutstandingCalls } from './outstanding-calls.js';

export interface HookGateway {
  /** What is to be told of its health, elsewhere: never on the port that is open to the internet. */
  probes: Probes;
  /** @returns the port, of use where 0 was asked for. Rejects if the address cannot be had. */
  listen(port: number, host?: string): Promise<number>;
  /**
   * Says "not ready" for a while, stops listening, lets the requests in flight finish, and resolves when the last connection is
   * closed and no call to the ports is outstanding. Repeatable: every call waits for the same end.
   */
  close(): Promise<void>;
}

/**
 * Okta's event hook over HTTP: `/okta/event-hook`, and nothing else. A delivery is answered with 204 once every event of
 * it that concerns us is durable, and within {@link HookGatewayLimits.answerWithinMs} in any case.
 *
 * @throws RangeError if a secret is too weak or could not be sent in a header
 */
export function createHookGateway(options: HookGatewayOptions): HookGateway {
  const limits = { ...defaultLimits, ...options.limits };
  const calls = createOutstandingCalls();
  let closing: Promise<void> | undefined;

  const isClosing = () => closing !== undefined;
  const app = createApp({
    ...{ ...options, limits, isClosing },
    dispatch: (delivery, deadline) => calls.track(options.dispatch(delivery, deadline)),
  });
  const probes = gatewayProbes({
    ...{ limits, isClosing },
    isReady: (deadline) => calls.track(options.isReady(deadline)),
  });
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      // Node looks for slow clients every 30 seconds unless told otherwise.
      connectionsCheckingInterval: 250,
    },
    app,
  );
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = limits.requestsPerConnection;
  const dropped = counter(options.meter, 'preenroll_hook_dropped_connections');
  server.on('drop', () => {
    dropped(1, {});
  });

  return {
    probes,
    async listen(port, host) {
      server.listen(port, host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    close() {
      closing ??= drain(server, limits).then(() => calls.ended());
      return closing;
    },
  };
}

async function drain(server: Server, limits: HookGatewayLimits): Promise<void> {
  await wait(limits.drainNoticeMs);
  // Closes a connection right after the answer that is still on its way; the idle ones close now.
  server.keepAliveTimeout = 1;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A closing server no longer looks for slow clients: cut off those who have had all the time there is.
  const cutOff = setTimeout(() => {
    server.closeAllConnections();
  }, limits.requestTimeoutMs + limits.answerWithinMs);
  await closed;
  clearTimeout(cutOff);
}
