import assert from 'node:assert/strict';
import { ChatError, createWebhookChat } from '../../../src/chat/chat.js';
import { createEgress } from '../../../src/egress/egress.js';
import { startStubServer, type StubServer } from '../../support/stub-server.js';

describe('the chat', () => {
  let stub: StubServer;
  beforeEach(async () => {
    stub = await startStubServer(() => ({ status: 200 }));
  });
  afterEach(() => stub.close());

  const post = (text: string) =>
    createWebhookChat(
      createEgress({ allowHosts: ['127.0.0.1'], timeoutMs: 300 }),
      `${stub.url}/services/T1/B1/x`,
    ).post(text);

  it('is given a line of text, in which nobody can be mentioned', async () => {
    await post('SMS for <!channel> & more');
    const [request] = stub.requests;
    assert.equal(request?.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(request.text), { text: 'SMS for &lt;!channel&gt; &amp; more' });
  });

  for (const [status, permanent] of [
    [404, true],
    [403, true],
    [302, true],
    [429, false],
    [500, false],
  ] as const) {
    it(`${permanent ? 'needs a person' : 'is tried again'} after ${status}`, async () => {
      stub.plan({ status });
      await assert.rejects(post('x'), (error) => {
        assert(error instanceof ChatError);
        assert.deepEqual([error.permanent, error.message], [permanent, `HTTP ${status}`]);
        return true;
      });
    });
  }

  it('is not called at a private address that nobody has allowed', async () => {
    const chat = createWebhookChat(createEgress(), `https://127.0.0.1:${stub.port}/x`);
    await assert.rejects(chat.post('x'), (error) => error instanceof ChatError && error.permanent);
    assert.equal(stub.requests.length, 0);
  });
});
