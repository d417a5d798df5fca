import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { DeliveryEnvelope } from '../../../okta-emulator/event-hooks/delivery-envelope.js';

/** How the endpoint answers one request; `undefined` leaves it without an answer. */
type EndpointAnswer = { status: number; body?: string } | undefined;

interface Received {
  method: string;
  headers: IncomingHttpHeaders;
  /** Of a POST. */
  envelope: DeliveryEnvelope | undefined;
  at: number;
}

/** An event hook's endpoint: writes down what it gets, and answers what the test says. */
export interface HookEndpoint {
  url: string;
  received: Received[];
  /** The uuids of all events received, in order of arrival. */
  uuids(): string[];
  /** Resolves as soon as that many requests have arrived. */
  arrivals(count: number): Promise<void>;
  /** Answers are used up one by one; then the challenge is answered and a delivery gets 204. */
  answers: EndpointAnswer[];
  close(): void;
}

export async function startHookEndpoint(): Promise<HookEndpoint> {
  const received: Received[] = [];
  const answers: EndpointAnswer[] = [];
  const server: Server = createServer((req, res) => {
    const challenge = req.headers['x-okta-verification-challenge'];
    const proper =
      challenge === undefined
        ? { status: 204 }
        : { status: 200, body: JSON.stringify({ verification: challenge }) };
    const answer = answers.length > 0 ? answers.shift() : proper;
    const envelope = req.method === 'POST' ? json(req) : Promise.resolve(undefined);
    void envelope.then((body) => {
      received.push({
        method: req.method ?? '',
        headers: req.headers,
        envelope: body as DeliveryEnvelope | undefined,
        at: performance.now(),
      });
      if (answer) res.writeHead(answer.status).end(answer.body);
      server.emit('received');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/okta/event-hook`,
    received,
    answers,
    uuids: () =>
      received.flatMap(({ envelope }) => envelope?.data.events.map(({ uuid }) => uuid) ?? []),
    async arrivals(count) {
      while (received.length < count) await once(server, 'received');
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
