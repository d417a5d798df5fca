import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { secret } from './running-gateway.js';

export const hookPath = '/okta/event-hook';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  milliseconds: number;
}

export interface Sent {
  method?: string;
  path?: string;
  /** A header of the value undefined is not sent. */
  headers?: Record<string, string | string[] | undefined>;
  body?: string | Buffer;
}

/** One request on a connection of its own, with the headers that Okta sends unless told otherwise. */
export function send(
  port: number,
  { method = 'POST', path, headers, body }: Sent,
): Promise<Answer> {
  const startedAt = performance.now();
  const all: Record<string, string | string[] | undefined> = {
    'User-Agent': 'Okta-Integrations',
    Accept: 'application/json',
    Authorization: secret,
    Connection: 'keep-alive',
    ...(method === 'POST' && { 'Content-Type': 'application/json' }),
    ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const sent = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as OutgoingHttpHeaders;

  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path: path ?? hookPath, headers: sent, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => {
          const { statusCode: status = 0, headers: received } = answer;
          resolve({
            status,
            headers: received,
            body: text,
            milliseconds: performance.now() - startedAt,
          });
          outgoing.destroy();
        });
      },
    );
    // Of no interest after the answer: a refused body need not be sent to its end.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Posts a body as Okta would. */
export function deliver(port: number, body: unknown, headers?: Sent['headers']): Promise<Answer> {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return send(port, { body: text, ...(headers && { headers }) });
}

/**
 * Writes bytes to a socket and waits for the gateway to close it.
 *
 * @param options.end whether the client's side ends after the bytes, or holds the socket
 * @returns everything that the gateway wrote
 */
export function sendRaw(
  port: number,
  bytes: string | Buffer,
  { end = false } = {},
): Promise<{ text: string; milliseconds: number }> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () => {
      if (end) socket.end(bytes);
      else socket.write(bytes);
    });
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => (text += part));
    socket.on('end', () => socket.end());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A reset after the answer is how a socket ends whose peer did not read everything.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      resolve({ text, milliseconds: performance.now() - startedAt });
    });
  });
}

/** The head of a POST as Okta sends it, for raw sockets. */
export function head(headers: Record<string, string>, path = hookPath): string {
  const lines = { Host: 'localhost', Authorization: secret, ...headers };
  const rest = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} HTTP/1.1`, ...rest, '', ''].join('\r\n');
}
