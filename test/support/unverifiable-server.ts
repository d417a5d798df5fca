import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createKeptSockets } from './kept-sockets.js';
import { makeSelfSigned } from './self-signed.js';

/** What is said in plain text before TLS begins. */
export type Prelude = 'none' | 'smtp' | 'postgresql';

/** A server with a certificate that nobody vouches for; it answers nothing, and keeps what it hears. */
export interface UnverifiableServer {
  port: number;
  /** How many connections are over on which TLS was begun. */
  handshakes(): number;
  /** What came before TLS. */
  plain(): string;
  /** What came within TLS: what a client says that believes the certificate. */
  within(): string;
  close(): Promise<void>;
}

export async function startUnverifiableServer(prelude: Prelude): Promise<UnverifiableServer> {
  const secureContext = createSecureContext(await makeSelfSigned());
  const sockets = createKeptSockets();
  let handshakes = 0;
  let plain = '';
  let within = '';

  function secure(socket: Socket): void {
    const tls = new TLSSocket(socket, {
      ...{ isServer: true, secureContext, ALPNProtocols: ['h2', 'http/1.1'] },
    });
    let isBegun = false;
    tls.once('keylog', () => (isBegun = true));
    // A client that refuses may say so, or hang up.
    tls.on('error', () => tls.destroy());
    tls.on('close', () => {
      if (isBegun) handshakes += 1;
    });
    tls.on('data', (part: Buffer) => (within += part.toString('latin1')));
  }

  const server = createServer((socket) => {
    sockets.keep(socket);
    if (prelude === 'none') {
      secure(socket);
      return;
    }
    const [greeting, answers] = preludes[prelude];
    socket.write(greeting);
    const hear = (part: Buffer) => {
      plain += part.toString('latin1');
      const [, answer, isLast] =
        answers.find(([asked]) => asked.test(part.toString('latin1'))) ?? [];
      if (answer !== undefined) socket.write(answer);
      if (isLast !== true) return;
      socket.off('data', hear);
      secure(socket);
    };
    socket.on('data', hear);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    handshakes: () => handshakes,
    plain: () => plain,
    within: () => within,
    async close() {
      sockets.cut();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answer = readonly [asked: RegExp, answer: string, isLast: boolean];

const preludes: Readonly<Record<Exclude<Prelude, 'none'>, readonly [string, readonly Answer[]]>> = {
  smtp: [
    '220 mail.test ESMTP\r\n',
    [
      [/^EHLO/i, '250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n', false],
      [/^STARTTLS/i, '220 go ahead\r\n', true],
    ],
  ],
  // To an SSLRequest, which is the first that comes: https://www.postgresql.org/docs/current/protocol-message-formats.html
  postgresql: ['', [[/^/, 'S', true]]],
};
