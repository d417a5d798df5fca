import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createKeptSockets } from './kept-sockets.js';

/** A proxy of a company: whatever name is asked for, it leads to this machine. */
export interface HttpProxy {
  url: string;
  /** `host:port` of each tunnel that was asked for, in order. */
  tunnels: string[];
  /** With what the requests for tunnels came. */
  authorizations: (string | undefined)[];
  /** From now on tunnels are refused with this status. */
  refuse(status: number): void;
  close(): Promise<void>;
}

export async function startHttpProxy(): Promise<HttpProxy> {
  const sockets = createKeptSockets();
  let refusal: number | undefined;
  const server = createServer((_request, response) => {
    response.writeHead(501).end();
  });
  server.on('connection', sockets.keep);
  server.on('connect', (request, near: Socket, head: Buffer) => {
    const target = request.url ?? '';
    proxy.tunnels.push(target);
    proxy.authorizations.push(request.headers['proxy-authorization']);
    if (refusal !== undefined) {
      near.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
      return;
    }
    const far = connect(Number(target.split(':').at(-1)), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.write(head);
      near.pipe(far).pipe(near);
    });
    sockets.keep(far);
    far.on('close', () => near.destroy());
  });

  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: HttpProxy = {
    ...{ url: `http://127.0.0.1:${port}`, tunnels: [], authorizations: [] },
    refuse(status) {
      refusal = status;
    },
    async close() {
      sockets.cut();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
