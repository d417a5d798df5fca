import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, send } from './http-client.js';
import { answerTooLate, runGateway, type RunningGateway } from './running-gateway.js';

const delivery = envelope([oktaLogEvent()]);

describe('the hook gateway, closing', () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.close());

  it('says first that it is not ready, and serves for the time of the notice', async () => {
    gateway = await runGateway({ limits: { drainNoticeMs: 500 } });
    assert.equal((await gateway.health('/readyz'))?.isWell, true);

    const closed = gateway.close();
    assert.equal((await gateway.health('/readyz'))?.isWell, false);
    assert.equal((await gateway.health('/healthz'))?.isWell, true);
    const answer = await deliver(gateway.port, delivery);
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.connection, 'close');

    await closed;
    await assert.rejects(deliver(gateway.port, delivery), { code: 'ECONNREFUSED' });
  });

  it('finishes the delivery in flight, and no longer holds its connection', async () => {
    const temporal = new EventEmitter();
    gateway = await runGateway({
      dispatch: async () => {
        temporal.emit('called');
        await once(temporal, 'answers');
        return [];
      },
    });
    const called = once(temporal, 'called');
    const answer = deliver(gateway.port, delivery);
    await called;

    const startedAt = performance.now();
    const closed = gateway.close();
    temporal.emit('answers');
    assert.equal((await answer).status, 204);
    await closed;
    assert(performance.now() - startedAt < 1_000);
  });

  it('closes idle connections', async () => {
    gateway = await runGateway();
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'end');
    await gateway.close();
    await ended;
  });

  it('does not wait for ever for a client that stalls', async () => {
    gateway = await runGateway({
      limits: { headersTimeoutMs: 200, requestTimeoutMs: 200, answerWithinMs: 200 },
    });
    const socket = connect(gateway.port, '127.0.0.1');
    const cutOff = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.write('POST /okta/event-hook HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    // The head has arrived when an answer to a later connection has.
    await send(gateway.port, { method: 'GET', path: '/' });
    await gateway.close();
    await cutOff;
  });

  it('waits for the calls to Temporal that nobody waits for any more', async () => {
    let hasEnded = false;
    gateway = await runGateway({
      dispatch: (_delivery, deadline) =>
        answerTooLate(deadline).finally(() => {
          hasEnded = true;
        }),
      limits: { answerWithinMs: 100 },
    });
    assert.equal((await deliver(gateway.port, delivery)).status, 503);
    assert.equal(hasEnded, false);
    await gateway.close();
    assert.equal(hasEnded, true);
  });

  it('ends once, however often it is asked to', async () => {
    gateway = await runGateway();
    await Promise.all([gateway.close(), gateway.close()]);
    await gateway.close();
  });
});

describe('the hook gateway, asked for its health', () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.close());

  it('is healthy, whatever Temporal is', async () => {
    gateway = await runGateway({ isReady: () => Promise.resolve(false) });
    assert.deepEqual(await gateway.health('/healthz'), { isWell: true, status: 'ok' });
  });

  it('is ready when Temporal is', async () => {
    gateway = await runGateway();
    assert.deepEqual(await gateway.health('/readyz'), { isWell: true, status: 'ready' });
  });

  for (const [title, isReady] of [
    ['is not', () => Promise.resolve(false)],
    ['cannot be asked', () => Promise.reject(new Error('no'))],
    ['does not answer in time', answerTooLate],
  ] as const) {
    it(`is not ready when Temporal ${title}`, async () => {
      gateway = await runGateway({ isReady, limits: { answerWithinMs: 100 } });
      assert.deepEqual(await gateway.health('/readyz'), { isWell: false, status: 'not ready' });
    });
  }
});
