import * as http from 'node:http';
import * as https from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { EgressError } from './egress-error.js';
import { readCapped } from './read-capped.js';

export interface EgressOptions {
  /** Hosts, by the name or address in their URL, that may be private and may be called without TLS. All others must be public and have TLS. */
  allowHosts?: readonly string[];
  /** For the whole exchange. */
  timeoutMs?: number;
  /** Of an answer; a longer one is given up. */
  maxBytes?: number;
  /** Finds the addresses of a name; the system's unless given. */
  lookup?: http.AgentOptions['lookup'];
}

export interface EgressRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** From an operator's configuration, never from an event. */
  url: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

export interface EgressAnswer {
  status: number;
  text: string;
  /** In seconds, as the answer asks for it. */
  retryAfter?: number;
}

/**
 * Makes one HTTP request to another company's system, and no more: redirects are not followed, and nothing is retried. The address is looked at when the connection is
 * made, so that a name that has changed its mind since leads nowhere either.
 *
 * @throws EgressError: `blocked` for an address that may not be called, `no-answer` for everything that may be otherwise the next time
 */
export type Egress = (request: EgressRequest) => Promise<EgressAnswer>;

export function createEgress({
  allowHosts = [],
  timeoutMs = 5_000,
  maxBytes = 64 * 1024,
  lookup,
}: EgressOptions = {}): Egress {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()));
  const given = lookup && { lookup };
  const agents = {
    guarded: new RequestFilteringHttpsAgent(given),
    allowedTls: new https.Agent(given),
    allowedPlain: new http.Agent(given),
  };

  function agentFor({ protocol, hostname }: URL): http.Agent {
    const isAllowed = allowed.has(hostname.replace(/^\[|\]$/g, '').toLowerCase());
    if (protocol === 'https:') return isAllowed ? agents.allowedTls : agents.guarded;
    if (protocol === 'http:' && isAllowed) return agents.allowedPlain;
    throw new EgressError('blocked', 'only https is called');
  }

  return async ({ method, url, headers, body }) => {
    if (url.username !== '' || url.password !== '')
      throw new EgressError('blocked', 'no user and password in the address');
    const agent = agentFor(url);
    const { request } = url.protocol === 'https:' ? https : http;
    const signal = AbortSignal.timeout(timeoutMs);
    return new Promise<EgressAnswer>((resolve, reject) => {
      const call = request(url, {
        ...{ method, agent, signal },
        headers: {
          ...{ accept: 'application/json', 'user-agent': 'preenroll' },
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      });
      const fail = (error: unknown) => {
        reject(toEgressError(error));
      };
      call.on('error', fail);
      call.on('response', (response) => {
        readCapped(response, maxBytes).then((text) => {
          const { statusCode: status = 0, headers: answered } = response;
          const retryAfter = Number(answered['retry-after']);
          resolve({ status, text, ...(retryAfter > 0 && { retryAfter }) });
        }, fail);
      });
      call.end(body);
    });
  };
}

/** The messages of sockets and of name servers hold addresses: what is kept is the code. */
function toEgressError(error: unknown): EgressError {
  if (error instanceof EgressError) return error;
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (message.includes('is not allowed. Because'))
    return new EgressError('blocked', 'a private or reserved address');
  return new EgressError('no-answer', code ?? name);
}
