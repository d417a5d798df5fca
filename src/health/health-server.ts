import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Probes } from './probes.js';

export interface HealthServer {
  name: string;
  url: string;
  close(): Promise<void>;
}

/**
 * Answers `GET` and `HEAD` of the probes' paths with 200 or 503 and, as JSON, why. It is served by the thread that does the work: where that is blocked there is no answer.
 *
 * @param address `host:port`
 * @throws if the address cannot be had
 */
export async function startHealthServer(address: string, probes: Probes): Promise<HealthServer> {
  const server = createServer({ requestTimeout: 5_000 }, (request, response) => {
    // Whoever asks has nothing to tell.
    request.resume();
    void answerTo(request.method, request.url, probes).then(({ status, body }) => {
      answer(response, status, body);
    });
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

async function answerTo(
  method = '',
  path = '',
  probes: Probes,
): Promise<{ status: number; body: object }> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: {} };
  const probe = probes.get(path);
  if (probe === undefined) return { status: 404, body: {} };
  const { isWell, ...body } = await probe();
  return { status: isWell ? 200 : 503, body };
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(text);
}
