import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WorkerHealth } from './worker-health.js';

export interface HealthServer {
  name: string;
  url: string;
  close(): Promise<void>;
}

/**
 * Answers `GET /livez` and `GET /readyz` with 200 or 503 and, as JSON, why. It is served by the thread that does the work: where that is blocked there is no answer.
 *
 * @param address `host:port`
 * @throws if the address cannot be had
 */
export async function startHealthServer(
  address: string,
  health: Pick<WorkerHealth, 'liveness' | 'readiness'>,
): Promise<HealthServer> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    // Whoever asks has nothing to tell.
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') answer(response, 405, {});
    else if (request.url === '/livez') {
      const { isWell, status } = health.liveness();
      answer(response, isWell ? 200 : 503, { status });
    } else if (request.url === '/readyz') {
      const { isReady, ...found } = health.readiness();
      answer(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', ...found });
    } else answer(response, 404, {});
  });
  server.maxConnections = 50;
  const colon = address.lastIndexOf(':');
  // An IPv6 address stands in brackets.
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  server.listen(Number(address.slice(colon + 1)), host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    name: 'health',
    url: `http://${address.slice(0, colon)}:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, status: number, body: Record<string, string>): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(text);
}
