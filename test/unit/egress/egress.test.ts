import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { createEgress, type EgressOptions } from '../../../src/egress/egress.js';
import { EgressError } from '../../../src/egress/egress-error.js';
import { startStubServer, type StubServer } from '../../support/stub-server.js';

/** A name server that gives one answer after the other, the last of them for ever. */
function nameServer(...answers: string[]) {
  let asked = 0;
  const lookup = ((
    _host: string,
    options: { all?: boolean },
    done: (error: null, address: string | LookupAddress[], family?: number) => void,
  ) => {
    const address = answers[Math.min(asked, answers.length - 1)] ?? '';
    asked += 1;
    const family = address.includes(':') ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  }) as NonNullable<EgressOptions['lookup']>;
  return { lookup, asked: () => asked };
}

async function errorOf(work: Promise<unknown>): Promise<EgressError> {
  const [outcome] = await Promise.allSettled([work]);
  assert(outcome.status === 'rejected', 'it went through');
  assert(outcome.reason instanceof EgressError, String(outcome.reason));
  return outcome.reason;
}

describe('egress', () => {
  let stub: StubServer;
  beforeEach(async () => {
    stub = await startStubServer(() => ({ status: 200, body: { ok: true } }));
  });
  afterEach(() => stub.close());

  const get = (url: string, options: EgressOptions = {}) =>
    createEgress({ timeoutMs: 500, ...options })({ method: 'GET', url: new URL(url) });

  describe('calls no private or reserved address', () => {
    for (const host of [
      ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.0.0.1', '172.16.0.1', '192.168.1.1'],
      ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '198.18.0.1', '224.0.0.1'],
      ...['255.255.255.255', '[::1]', '[::]', '[fe80::1]', '[fc00::1]', '[ff02::1]'],
      ...['[::ffff:127.0.0.1]', '[::ffff:169.254.169.254]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]'],
      // The same in other spellings, which a URL understands.
      ...['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '１２７.0.0.1'],
    ]) {
      it(`as an address: ${host}`, async () => {
        assert.equal((await errorOf(get(`https://${host}/`))).kind, 'blocked');
        assert.equal(stub.requests.length, 0);
      });
    }

    for (const address of ['127.0.0.1', '169.254.169.254', '10.1.2.3', '::1', '::ffff:10.0.0.1']) {
      it(`by a name that leads to ${address}`, async () => {
        const { lookup } = nameServer(address);
        const error = await errorOf(get(`https://tickets.example.com:${stub.port}/`, { lookup }));
        assert.equal(error.kind, 'blocked');
        assert.equal(stub.requests.length, 0);
        assert.doesNotMatch(error.message, /\d+\.\d+|::/);
      });
    }

    it('by a name that changes its mind between two requests', async () => {
      const dns = nameServer('192.0.2.1', '127.0.0.1');
      const url = `https://tickets.example.com:${stub.port}/`;
      const egress = createEgress({ timeoutMs: 100, lookup: dns.lookup });
      const request = { method: 'GET', url: new URL(url) } as const;
      await errorOf(egress(request));

      assert.equal((await errorOf(egress(request))).kind, 'blocked');
      // What was looked at is what is called: one look for each connection.
      assert.equal(dns.asked(), 2);
      assert.equal(stub.requests.length, 0);
    });

    it('after a redirect', async () => {
      const other = await startStubServer(() => ({ status: 200 }));
      stub.plan({ status: 302, headers: { location: other.url } });
      const { status } = await get(stub.url, { allowHosts: ['127.0.0.1'] });
      assert.deepEqual([status, other.requests.length], [302, 0]);
      await other.close();
    });

    it('but those that are allowed by name', async () => {
      const { lookup } = nameServer('127.0.0.1');
      const url = `http://Tickets.internal:${stub.port}/`;
      const { status } = await get(url, { lookup, allowHosts: ['tickets.internal'] });
      assert.equal(status, 200);
      const other = `http://other.internal:${stub.port}/`;
      const error = await errorOf(get(other, { lookup, allowHosts: ['tickets.internal'] }));
      assert.equal(error.kind, 'blocked');
    });
  });

  for (const url of [
    'http://tickets.example.com/',
    'ftp://tickets.example.com/',
    'file:///etc/passwd',
    'https://user:word@tickets.example.com/',
  ]) {
    it(`does not call ${url}`, async () => {
      const { lookup, asked } = nameServer('127.0.0.1');
      assert.equal((await errorOf(get(url, { lookup }))).kind, 'blocked');
      assert.equal(asked(), 0);
    });
  }

  it('gives up an answer that is too long, and one that never ends', async () => {
    const allowHosts = ['127.0.0.1'];
    stub.plan({ raw: 'x'.repeat(2_000) });
    const error = await errorOf(get(stub.url, { allowHosts, maxBytes: 1_000 }));
    assert.deepEqual([error.kind, error.message], ['no-answer', 'the answer is too long']);

    stub.plan({ raw: 'x', headers: { 'content-length': '100000' } });
    assert.equal((await errorOf(get(stub.url, { allowHosts, timeoutMs: 100 }))).kind, 'no-answer');
    stub.plan('hang');
    assert.equal((await errorOf(get(stub.url, { allowHosts, timeoutMs: 100 }))).kind, 'no-answer');
  });

  it('takes an answer of the longest allowed length', async () => {
    stub.plan({ raw: 'x'.repeat(1_000) });
    const { text } = await get(stub.url, { allowHosts: ['127.0.0.1'], maxBytes: 1_000 });
    assert.equal(text.length, 1_000);
  });

  it('says of a system that is away only by which code it is', async () => {
    const { port } = stub;
    await stub.close();
    const error = await errorOf(get(`http://127.0.0.1:${port}`, { allowHosts: ['127.0.0.1'] }));
    assert.deepEqual([error.kind, error.message], ['no-answer', 'ECONNREFUSED']);
  });
});
