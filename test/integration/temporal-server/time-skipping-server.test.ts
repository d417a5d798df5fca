import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startNode } from '../../support/node-process.js';

describe('the time-skipping server of a test run', () => {
  it('is gone when the run was killed', async () => {
    const run = startNode(`
      const { startTimeSkippingServer } = await import('./test/support/time-skipping-server.ts');
      const { environment } = await startTimeSkippingServer(() => undefined);
      process.stdout.write(environment.address);
      // The SDK's server keeps no process alive: the run would end in order, and take it along.
      setTimeout(() => undefined, 60_000);
    `);
    const [address] = (await once(run.stdout, 'data')) as [Buffer];
    const [host, port] = address.toString().split(':');
    const socket = connect(Number(port), host).resume();
    await once(socket, 'connect');
    // It may also break the connection off.
    const serverIsGone = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
    assert(run.kill('SIGKILL'), 'it has ended by itself');

    await serverIsGone;
  });
});
