import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { lowPorts } from '../../cluster/low-ports.js';

describe('the ports of the cluster', () => {
  it('are others each time, and fit into a smallint', async () => {
    const takePort = lowPorts();
    const ports = [await takePort(), await takePort(), await takePort()];

    assert.equal(new Set(ports).size, 3);
    for (const port of ports) assert.ok(port >= 20_000 && port <= 32_767);
  });

  it('are not those on which somebody listens', async () => {
    const takePort = lowPorts();
    const next = (await takePort()) + 1;
    const server = createServer().listen(next, '127.0.0.1');
    // Somebody else may have been faster: then it is taken all the same.
    await Promise.race([once(server, 'listening'), once(server, 'error')]);

    assert.ok((await takePort()) > next);
    server.close();
  });
});
