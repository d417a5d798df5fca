import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createKeptSockets } from './kept-sockets.js';

/** Stands before several servers that do the same, as a load balancer does. */
export interface TcpBalancer {
  port: number;
  /** Cuts all connections, and takes no more. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Each connection goes to the next server in turn that takes it; where none does, it is closed. @param ports of the servers, on this machine */
export async function startTcpBalancer(ports: readonly number[]): Promise<TcpBalancer> {
  const sockets = createKeptSockets();
  let connections = 0;

  async function connectToNext(): Promise<Socket | undefined> {
    connections += 1;
    const inTurn = ports.map((_, n) => ports[(connections + n) % ports.length] ?? 0);
    for (const port of inTurn) {
      const far = connect(port, host);
      try {
        await once(far, 'connect');
        return far;
      } catch {
        far.destroy();
      }
    }
    return undefined;
  }

  async function join(near: Socket): Promise<void> {
    sockets.keep(near);
    const far = await connectToNext();
    if (far === undefined || near.destroyed) {
      near.destroy();
      far?.destroy();
      return;
    }
    sockets.keep(far);
    far.on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  }

  const server = createServer({ noDelay: true }, (near) => void join(near)).listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      sockets.cut();
      await once(server, 'close');
    },
  };
}
