import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createKeptSockets } from './kept-sockets.js';

/** Stands between a client and a server, and misbehaves on demand. */
export interface TcpProxy {
  /** `host:port` */
  address: string;
  /** What goes in either direction takes this long from now on. */
  latencyMs: number;
  /** True: what the server says is swallowed from now on, so that its work is done and nobody hears of it. */
  swallowsAnswers: boolean;
  /** Cuts all connections; new ones are accepted. */
  cut(): void;
  close(): Promise<void>;
}

/** @param target `host:port` of the server */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host = '', port = ''] = target.split(':');
  const sockets = createKeptSockets();

  const server = createServer((near) => {
    const far = connect(Number(port), host);
    for (const socket of [near, far]) {
      sockets.keep(socket);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes) => {
      pass(bytes, far);
    });
    far.on('data', (bytes) => {
      if (!proxy.swallowsAnswers) pass(bytes, near);
    });
  }).listen(0, '127.0.0.1');

  // Timers of the same length fire in the order in which they were set, so the bytes keep theirs.
  function pass(bytes: Buffer, to: Socket): void {
    if (proxy.latencyMs === 0) to.write(bytes);
    else setTimeout(() => to.write(bytes), proxy.latencyMs);
  }

  await once(server, 'listening');
  const proxy: TcpProxy = {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    latencyMs: 0,
    swallowsAnswers: false,
    cut: sockets.cut,
    async close() {
      sockets.cut();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
