import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { startTcpBalancer, type TcpBalancer } from '../../support/tcp-balancer.js';

describe('the load balancer of the cluster', () => {
  let servers: { name: string; server: Server; port: number }[];
  let balancer: TcpBalancer;

  beforeEach(async () => {
    servers = await Promise.all(
      ['one', 'other'].map(async (name) => {
        const server = createServer((socket) => socket.end(name)).listen(0, '127.0.0.1');
        await once(server, 'listening');
        return { name, server, port: (server.address() as AddressInfo).port };
      }),
    );
    balancer = await startTcpBalancer(servers.map(({ port }) => port));
  });
  afterEach(async () => {
    await balancer.close();
    for (const { server } of servers) server.close();
  });

  async function answer(): Promise<string> {
    const socket = connect(balancer.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (bytes: Buffer) => (heard += bytes.toString()));
    await once(socket, 'close');
    return heard;
  }

  it('takes the servers in turn', async () => {
    const heard = [await answer(), await answer(), await answer(), await answer()];

    assert.deepEqual(heard.sort(), ['one', 'one', 'other', 'other']);
  });

  it('passes over one that is gone', async () => {
    servers[0]?.server.close();

    assert.deepEqual([await answer(), await answer()], ['other', 'other']);
  });

  it('closes the connection when none is there', async () => {
    for (const { server } of servers) server.close();

    assert.equal(await answer(), '');
  });
});
