import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { spawnGuarded } from '../../../src/temporal-server/guarded-process.js';
import { startNode } from '../../support/node-process.js';

describe('spawnGuarded', () => {
  describe('in a process that comes to harm', () => {
    let listener: Server;
    let parent: ReturnType<typeof startNode>;
    /** Connected to the listener; sends back what it is sent. */
    let child: Socket;

    beforeEach(async () => {
      listener = createServer().listen(0, '127.0.0.1');
      await once(listener, 'listening');
      const { port } = listener.address() as AddressInfo;
      const echo = `const socket = require('node:net').connect(${port}, '127.0.0.1'); socket.pipe(socket);`;
      parent = startNode(
        `const { spawnGuarded } = await import('./src/temporal-server/guarded-process.ts');
         process.on('SIGINT', () => process.stdout.write('interrupted'));
         spawnGuarded(process.execPath, ['--eval', ${JSON.stringify(echo)}]);`,
        { detached: true },
      );
      [child] = (await once(listener, 'connection')) as [Socket];
    });
    afterEach(() => {
      parent.kill('SIGKILL');
      child.destroy();
      listener.close();
    });

    it('ends the child when the process is killed', async () => {
      const ended = once(child.resume(), 'close');
      parent.kill('SIGKILL');

      await ended;
    });

    it("keeps a terminal's Ctrl-C from the child, so that the process can finish with it", async () => {
      assert(parent.pid !== undefined);
      process.kill(-parent.pid, 'SIGINT');
      await once(parent.stdout, 'data');
      child.write('still there?');
      const [answer] = (await once(child, 'data')) as [Buffer];

      assert.equal(answer.toString(), 'still there?');
    });
  });

  it("passes on the child's output and exit code", async () => {
    const child = spawnGuarded('/bin/sh', ['-c', 'echo "$1"; exit 7', 'sh', 'two words']);
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];

    assert.equal(output.join(''), 'two words\n');
    assert.equal(code, 7);
  });

  it('starts a child that signals reach directly', async () => {
    const child = spawnGuarded('/bin/sh', ['-c', 'echo ready; exec sleep 60']);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [, signal] = (await once(child, 'exit')) as [null, string];

    assert.equal(signal, 'SIGTERM');
  });
});
