import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver } from './http-client.js';
import { runGateway, type RunningGateway } from './running-gateway.js';

describe('the connections of the hook gateway', () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.close());

  it('are so many at most: one more is closed at once and counted, and Okta is served when the silent ones have had their time', async () => {
    gateway = await runGateway({ limits: { connections: 4, headersTimeoutMs: 600 } });
    const silent = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const socket = connect(gateway.port, '127.0.0.1').resume();
        await once(socket, 'connect');
        return socket;
      }),
    );
    const closed = silent.map((socket) => once(socket, 'close'));

    await assert.rejects(deliver(gateway.port, envelope([oktaLogEvent()])), {
      code: 'ECONNRESET',
    });
    assert.deepEqual(
      gateway.counted.filter(({ name }) => name === 'preenroll_hook_dropped_connections').length,
      1,
    );

    await Promise.all(closed);
    assert.equal((await deliver(gateway.port, envelope([oktaLogEvent()]))).status, 204);
  });

  it('are closed after so many requests', async () => {
    gateway = await runGateway({ limits: { requestsPerConnection: 2 } });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const answers: (string | undefined)[] = [];
      for (let at = 0; at < 3; at += 1) {
        const request = get({ agent, host: '127.0.0.1', port: gateway.port, path: '/' });
        const [answer] = (await once(request, 'response')) as [IncomingMessage];
        answers.push(answer.headers.connection);
        await once(answer.resume(), 'end');
      }
      assert.deepEqual(answers, ['keep-alive', 'close', 'keep-alive']);
    } finally {
      agent.destroy();
    }
  });
});
