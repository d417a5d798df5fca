import assert from 'node:assert/strict';
import { createHookGateway } from '../../../src/hook-gateway/create-hook-gateway.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, head, sendRaw } from './http-client.js';
import { runGateway, secret, type RunningGateway } from './running-gateway.js';

const delivery = envelope([oktaLogEvent()]);

describe('the hook gateway, told who may call', () => {
  let gateway: RunningGateway;
  afterEach(() => gateway.close());

  for (const networks of [
    ['127.0.0.1'],
    ['192.0.2.0/24', '127.0.0.0/8'],
    // As the kernel names a caller by IPv4 on a socket of both kinds.
    ['::ffff:127.0.0.1'],
  ]) {
    it(`takes a delivery from ${networks.join(' or ')}`, async () => {
      gateway = await runGateway({ networks });
      assert.equal((await deliver(gateway.port, delivery)).status, 204);
    });
  }

  it('refuses who calls from elsewhere, whatever the secret and the headers say, and tells nobody why', async () => {
    gateway = await runGateway({ networks: ['192.0.2.0/24', '2001:db8::/32'] });
    for (const headers of [
      {},
      { 'X-Forwarded-For': '192.0.2.1' },
      { Forwarded: 'for=192.0.2.1' },
      { 'X-Real-IP': '192.0.2.1', 'True-Client-IP': '192.0.2.1' },
    ]) {
      const { status, body, headers: answered } = await deliver(gateway.port, delivery, headers);
      assert.deepEqual({ status, body }, { status: 403, body: '' });
      assert.equal(answered.connection, 'close');
    }
    assert.deepEqual(gateway.deliveries, []);
    await gateway.close();
    assert.deepEqual(gateway.counted.slice(0, 1), [
      {
        name: 'preenroll_hook_deliveries',
        labels: { outcome: 'address', secret: 'none', caller: 'okta' },
      },
    ]);
    assert.equal(gateway.logged[0]?.level, 'error');
  });

  it('does not wait for the body of who calls from elsewhere', async () => {
    gateway = await runGateway({ networks: ['192.0.2.0/24'] });
    const { text } = await sendRaw(gateway.port, head({ 'Content-Length': '1000000' }));
    assert.match(text, /^HTTP\/1\.1 403 /);
  });

  it('is not made with what is no network', async () => {
    gateway = await runGateway();
    const make = (network: string) => () =>
      createHookGateway({
        ...{ secrets: [secret], networks: [network] },
        dispatch: () => Promise.resolve([]),
        isReady: () => Promise.resolve(true),
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
        meter: {
          createCounter: () => ({ add: () => undefined }),
          createHistogram: () => ({ record: () => undefined }),
        },
      });
    assert.throws(make('hooks.example.com'));
    assert.throws(make('192.0.2.0/33'));
  });
});
