import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  text: string;
}

export interface StubAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What happens to the next request in place of an answer. `lost`: it is done, and the answer never arrives. */
type StubFault = StubAnswer | 'lost' | 'hang' | { raw: string; headers?: Record<string, string> };

export interface StubServer {
  url: string;
  port: number;
  /** Every request, in order, also those that came to grief. */
  requests: StubRequest[];
  /** Strikes once, in the order of planning; `only` a request whose method and path fit. */
  plan: (fault: StubFault, only?: RegExp) => void;
  close: () => Promise<void>;
}

/** Another company's system on a free port of this machine, as far as `answer` plays it. */
export async function startStubServer(
  answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>,
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const plans: { fault: StubFault; only: RegExp | undefined }[] = [];

  const server: Server = createServer((incoming, outgoing) => {
    void readText(incoming).then(
      async (text) => {
        const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://stub');
        const request: StubRequest = {
          ...{ method: incoming.method ?? '', path: pathname, query: searchParams },
          ...{ headers: incoming.headers, text },
        };
        requests.push(request);
        const planned = plans.findIndex(
          ({ only }) => only?.test(`${request.method} ${request.path}`) ?? true,
        );
        const fault = planned === -1 ? undefined : plans.splice(planned, 1)[0]?.fault;
        if (fault === 'hang') return;
        if (typeof fault === 'object' && 'raw' in fault) {
          outgoing.writeHead(200, fault.headers).end(fault.raw);
          return;
        }
        const { status, body, headers } = typeof fault === 'object' ? fault : await answer(request);
        if (fault === 'lost') {
          outgoing.destroy();
          return;
        }
        outgoing
          .writeHead(status, { 'content-type': 'application/json', ...headers })
          .end(body === undefined ? undefined : JSON.stringify(body));
      },
      // Whoever sent it was killed: it is no request.
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, port, requests },
    plan(fault, only) {
      plans.push({ fault, only });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
