import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What went over the wire. */
export interface SentRequest {
  method: string | undefined;
  path: string;
  query: Record<string, string>;
  authorization: string | undefined;
  body: unknown;
}

type Answer =
  | { status: number; json?: unknown; text?: string; headers?: Record<string, string> }
  | ((response: ServerResponse) => void);

export interface ScriptedOkta {
  readonly url: string;
  readonly requests: readonly SentRequest[];
  /** Answers the next requests, one each. A request without an answer gets a 599. */
  answer(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** An HTTP server that notes every request and answers what it was told to, well-formed or not. */
export async function startScriptedOkta(): Promise<ScriptedOkta> {
  const requests: SentRequest[] = [];
  const answers: Answer[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://okta');
    const body = await text(request);
    requests.push({
      method: request.method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      authorization: request.headers.authorization,
      body: body === '' ? undefined : (JSON.parse(body) as unknown),
    });
    const answer = answers.shift() ?? { status: 599 };
    if (typeof answer === 'function') {
      answer(response);
      return;
    }
    const isJson = 'json' in answer;
    response.writeHead(answer.status, {
      'content-type': isJson ? 'application/json' : 'text/html',
      ...answer.headers,
    });
    response.end(isJson ? JSON.stringify(answer.json) : answer.text);
  }

  const server = createServer((request, response) => void serve(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (...next) => answers.push(...next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
