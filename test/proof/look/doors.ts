import { readFile } from 'node:fs/promises';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Where one part speaks to another: ports of this machine. */
export interface Doors {
  temporal: number;
  hook: number;
  okta: number;
  mail: number;
  audit?: number | undefined;
}

/** What a client says first that knows nothing of TLS. */
const plainly: Record<keyof Doors, Buffer> = {
  temporal: Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1'),
  hook: Buffer.from('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  okta: Buffer.from('GET /.well-known/okta-organization HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  mail: Buffer.from('EHLO localhost\r\n'),
  // https://www.postgresql.org/docs/current/protocol-message-formats.html: StartupMessage
  audit: startupMessage('user', 'postgres', 'database', 'postgres'),
};

/** What a server says in plain text to a client that it takes; PostgreSQL says `R`, and to one that it refuses `E`. */
const taken = /HTTP\/1\.1|^2\d\d|^R/;

/** True if whoever speaks plain text at the door is not answered. */
export async function refusesPlainText(door: keyof Doors, port: number): Promise<boolean> {
  const socket = connectPlain(port, '127.0.0.1');
  const answer = await answerTo(socket, plainly[door]);
  // Temporal speaks binary: it says nothing at all to whom it refuses.
  return door === 'temporal' ? answer === '' || isAlert(answer) : !taken.test(answer);
}

/** True if Temporal's door takes nobody without a certificate, nor with one of an authority of their own. */
export async function refusesStrangers(
  port: number,
  caFile: string,
  stranger: { keyFile: string; certFile: string },
): Promise<boolean> {
  const [ca, key, cert] = await Promise.all(
    [caFile, stranger.keyFile, stranger.certFile].map((file) => readFile(file)),
  );
  for (const identity of [{}, { key, cert }]) {
    const socket = connectTls({
      ...{ port, host: '127.0.0.1', servername: 'localhost', ALPNProtocols: ['h2'], ca },
      ...identity,
    });
    if ((await answerTo(socket, plainly.temporal)) !== '') return false;
  }
  return true;
}

/** TLS says that this is none: https://www.rfc-editor.org/rfc/rfc8446#section-6 */
const isAlert = (answer: string) => answer.startsWith('\u0015\u0003');

/** All that is said until the other side hangs up, or has said enough to be judged. */
async function answerTo(socket: Socket, said: Buffer): Promise<string> {
  let answer = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: Buffer) => {
    answer += part.toString('latin1');
    socket.destroy();
  });
  socket.write(said);
  // Not by `once`, which would reject with how it was refused.
  await new Promise((resolve) => socket.on('close', resolve));
  return answer;
}

function startupMessage(...parameters: string[]): Buffer {
  const text = Buffer.from(`${parameters.map((parameter) => `${parameter}\0`).join('')}\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + text.length);
  head.writeInt32BE(3 << 16, 4);
  return Buffer.concat([head, text]);
}
