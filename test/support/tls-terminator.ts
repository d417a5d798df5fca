import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { createKeptSockets } from './kept-sockets.js';

/** Takes TLS and passes on what is within it: what stands before a server that speaks none. */
export interface TlsTerminator {
  port: number;
  /** Connections on which TLS was agreed, and those that ended before: plain text, a certificate that is missing or wrong. */
  counts: { secured: number; refused: number };
  close(): Promise<void>;
}

interface TerminatorOptions {
  /** With `requestCert` and `ca` it is mutual. */
  tls: TlsOptions;
  /** The port of the server on this machine. */
  to: number;
  port?: number;
  /** Hears what clients say within TLS. */
  tap?: (client: Socket, part: Buffer) => void;
}

export async function startTlsTerminator({
  tls,
  to,
  port = 0,
  tap,
}: TerminatorOptions): Promise<TlsTerminator> {
  const counts = { secured: 0, refused: 0 };
  const sockets = createKeptSockets();
  const server = createServer(tls, (near) => {
    counts.secured += 1;
    const far = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.keep(socket);
      socket.pipe(other);
      // Whoever breaks off, breaks off for both.
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.end());
    }
    if (tap)
      near.on('data', (part: Buffer) => {
        tap(near, part);
      });
  });
  server.on('tlsClientError', () => {
    counts.refused += 1;
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    counts,
    async close() {
      sockets.cut();
      server.close();
      await once(server, 'close');
    },
  };
}
