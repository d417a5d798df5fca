import assert from 'node:assert/strict';
import { createHookGateway } from '../../../src/hook-gateway/create-hook-gateway.js';
import { hire, oktaLogEvent, user } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, head, hookPath, send, sendRaw, type Answer } from './http-client.js';
import {
  answerTooLate,
  previousSecret,
  runGateway,
  secret,
  type RunningGateway,
} from './running-gateway.js';

const one = envelope([oktaLogEvent()]);

/** So many events, each of another user. */
function many(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, at) =>
    oktaLogEvent({
      uuid: `uuid-${at}`,
      target: [user(`00u${String(at).padStart(17, '0')}`)],
    }),
  );
}

function assertEmpty({ body }: Answer): void {
  assert.equal(body, '');
}

/** The rows of the table of bad inputs, by number, over real HTTP. */
describe('the hook gateway, given a request', () => {
  let gateway: RunningGateway;
  beforeEach(async () => {
    gateway = await runGateway();
  });
  afterEach(() => gateway.close());

  async function assertStatus(status: number, answer: Promise<Answer>): Promise<void> {
    const got = await answer;
    assert.equal(got.status, status);
    assertEmpty(got);
  }

  it('1: a batch with one event: 204, empty', async () => {
    await assertStatus(204, deliver(gateway.port, one));
    assert.equal(gateway.deliveries[0]?.events[0]?.userId, hire);
    assert.equal(gateway.deliveries[0].eventId, one['eventId']);
  });

  it('2: a batch with 100 events: 204 within two seconds', async () => {
    const answer = await deliver(gateway.port, envelope(many(100)));
    assert.equal(answer.status, 204);
    assert(answer.milliseconds < 2_000);
    assert.equal(gateway.deliveries[0]?.events.length, 100);
  });

  it('3: a batch without events: 204, counted, and nothing to make durable', async () => {
    await assertStatus(204, deliver(gateway.port, envelope([])));
    await gateway.close();
    assert.deepEqual(gateway.deliveries, []);
    assert.deepEqual(gateway.counted, [
      {
        name: 'preenroll_hook_deliveries',
        labels: { outcome: 'accepted', secret: 'current', caller: 'okta' },
      },
    ]);
  });

  describe('that does not authenticate', () => {
    async function assertRefused(headers: Record<string, string | string[] | undefined>) {
      const answer = await deliver(gateway.port, one, headers);
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.connection, 'close');
      assertEmpty(answer);
      assert.deepEqual(gateway.deliveries, []);
    }

    it('4: without Authorization: 401, empty, closed', async () => {
      await assertRefused({ Authorization: undefined });
    });

    it('4: a body that is announced and never sent is not waited for', async () => {
      const { text, milliseconds } = await sendRaw(
        gateway.port,
        head({ Authorization: 'wrong', 'Content-Length': '262144' }),
      );
      assert.match(text, /^HTTP\/1\.1 401 /);
      assert(milliseconds < 1_000);
    });

    it('5: a wrong secret of the same length: 401', async () => {
      await assertRefused({ Authorization: secret.replace(/.$/, '?') });
    });

    it('6: a wrong secret of one byte, or of ten thousand: 401', async () => {
      await assertRefused({ Authorization: 'x' });
      await assertRefused({ Authorization: 'x'.repeat(10_000) });
    });

    it('7: the previous secret, while it is valid: 204, and counted as the previous one', async () => {
      await assertStatus(204, deliver(gateway.port, one, { Authorization: previousSecret }));
      await gateway.close();
      const [delivery] = gateway.counted.filter(({ name }) => name === 'preenroll_hook_deliveries');
      assert.equal(delivery?.labels['secret'], 'previous');
    });

    it('8: the previous secret, when the rotation is over: 401', async () => {
      await gateway.close();
      gateway = await runGateway({ secrets: [secret] });
      await assertRefused({ Authorization: previousSecret });
    });

    it('9: the secret with a byte more or in another case: 401', async () => {
      for (const value of [
        `Bearer ${secret}`,
        secret.toUpperCase(),
        `${secret}\u00a0`,
        `"${secret}"`,
        `${secret}${secret}`,
      ]) {
        await assertRefused({ Authorization: value });
      }
    });

    it('9: spaces around the secret are no part of it: HTTP takes them off (RFC 9110, 5.5)', () =>
      assertStatus(204, deliver(gateway.port, one, { Authorization: ` ${secret} ` })));

    it('10: two Authorization headers, in any order: 401', async () => {
      await assertRefused({ Authorization: [secret, 'wrong'] });
      await assertRefused({ Authorization: ['wrong', secret] });
      await assertRefused({ Authorization: [secret, secret] });
    });

    it('11: the secret in the query: 401, and it is not logged', async () => {
      const path = `${hookPath}?authorization=${secret}`;
      const body = JSON.stringify(one);
      const answer = await send(gateway.port, {
        path,
        body,
        headers: { Authorization: undefined },
      });
      assert.equal(answer.status, 401);
      await gateway.close();
      assert.equal(gateway.logged.length, 1);
      assert.doesNotMatch(JSON.stringify(gateway.logged), new RegExp(secret));
    });
  });

  it('12: no gateway without a secret that is hard to guess and can be sent', () => {
    for (const weak of [
      '',
      'short',
      'fifteen letters',
      ` ${secret}`,
      `${secret}\r\n`,
      `${secret}ö`,
    ]) {
      for (const secrets of [[weak], [secret, weak]] as const) {
        assert.throws(
          () =>
            createHookGateway({
              secrets,
              dispatch: () => Promise.resolve([]),
              isReady: () => Promise.resolve(true),
              logger: console,
              meter: {
                createCounter: () => ({ add: () => undefined }),
                createHistogram: () => ({ record: () => undefined }),
              },
            }),
          (error) => error instanceof RangeError && (weak === '' || !error.message.includes(weak)),
        );
      }
    }
  });

  describe('whose body is no delivery', () => {
    it('13: malformed JSON: 400', () => assertStatus(400, deliver(gateway.port, '{"a":')));

    it('14: a body that ends before its length: 400', async () => {
      const { text } = await sendRaw(
        gateway.port,
        `${head({ 'Content-Type': 'application/json', 'Content-Length': '100' })}{"data":`,
        { end: true },
      );
      assert.match(text, /^HTTP\/1\.1 400 /);
    });

    it('15: a body that is longer than its length: 400', async () => {
      const { text } = await sendRaw(
        gateway.port,
        `${head({ 'Content-Type': 'application/json', 'Content-Length': '9' })}${JSON.stringify(one)}`,
      );
      assert.match(text, /^HTTP\/1\.1 400 /);
      assert.deepEqual(gateway.deliveries, []);
    });

    it('16: a body that stalls: 408 within three and a half seconds', async () => {
      const { text, milliseconds } = await sendRaw(
        gateway.port,
        `${head({ 'Content-Type': 'application/json', 'Content-Length': '100' })}{"data":`,
      );
      assert.match(text, /^HTTP\/1\.1 408 /);
      assert(milliseconds < 3_500);
    });

    it('17: headers that stall: 408 within two and a half seconds', async () => {
      const { text, milliseconds } = await sendRaw(
        gateway.port,
        `POST ${hookPath} HTTP/1.1\r\nHost: localhost\r\nX-Slow: `,
      );
      assert.match(text, /^HTTP\/1\.1 408 /);
      assert(milliseconds < 2_500);
    });

    it('18: no body, and a length that says so: 400', () =>
      assertStatus(400, deliver(gateway.port, '')));

    it('19: no body and no length: 400', async () => {
      const { text } = await sendRaw(
        gateway.port,
        head({ 'Content-Type': 'application/json', Connection: 'close' }),
      );
      assert.match(text, /^HTTP\/1\.1 400 /);
    });

    for (const body of ['null', '7', '"text"', 'true']) {
      it(`20: ${body}: 400`, () => assertStatus(400, deliver(gateway.port, body)));
    }

    it('21: an array: 400', () => assertStatus(400, deliver(gateway.port, [one])));

    it('21: an envelope without a list of events: 400', async () => {
      for (const data of [undefined, null, {}, { events: null }, { events: {} }, []]) {
        await assertStatus(400, deliver(gateway.port, envelope([], { data })));
      }
    });
  });

  describe('of a type that is not JSON in UTF-8', () => {
    for (const [row, type] of [
      [22, 'text/plain'],
      [22, 'application/x-www-form-urlencoded'],
      [22, 'multipart/form-data; boundary=x'],
      [23, undefined],
      [23, ''],
      [24, 'application/json; charset=utf-16'],
      [25, 'application/json; charset=bogus'],
      [26, 'application/cloudevents+json'],
      [26, 'application/jsonp'],
      [26, 'application'],
    ] as const) {
      it(`${row}: ${String(type)}: 415`, () =>
        assertStatus(415, deliver(gateway.port, one, { 'Content-Type': type })));
    }

    for (const encoding of ['gzip', 'bogus', 'gzip, identity']) {
      it(`${encoding === 'bogus' ? 28 : 27}: encoded as ${encoding}: 415`, () =>
        assertStatus(415, deliver(gateway.port, one, { 'Content-Encoding': encoding })));
    }

    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'Application/JSON;charset="UTF-8"',
      'application/json; version=1',
    ]) {
      it(`but ${type} is JSON in UTF-8: 204`, () =>
        assertStatus(204, deliver(gateway.port, one, { 'Content-Type': type })));
    }
  });

  describe('that is too large', () => {
    const megabyte = 1024 * 1024;
    const filled = (bytes: number) => {
      const body = JSON.stringify(envelope([], { filler: '' }));
      return body.replace('"filler":""', `"filler":"${'x'.repeat(bytes - body.length)}"`);
    };

    it('29: a body of a byte more than 1 MiB: 413', async () => {
      await assertStatus(204, deliver(gateway.port, filled(megabyte)));
      await assertStatus(413, deliver(gateway.port, filled(megabyte + 1)));
    });

    it('30: the same in chunks, without a length: 413', () =>
      assertStatus(
        413,
        deliver(gateway.port, filled(megabyte + 1), {
          'Content-Length': undefined,
          'Transfer-Encoding': 'chunked',
        }),
      ));

    it('31: more than 16 kB of headers: 431', () =>
      assertStatus(431, deliver(gateway.port, one, { 'X-Long': 'x'.repeat(17_000) })));

    it('32: more than 100 headers: 431', () => {
      const names = Array.from({ length: 101 }, (_, at) => [`X-${at}`, 'x'] as const);
      return assertStatus(431, deliver(gateway.port, one, Object.fromEntries(names)));
    });

    it('53: 100,001 events: 413', () =>
      assertStatus(413, deliver(gateway.port, envelope(Array(100_001).fill({})))));

    it('53: an event with 10,000 targets: 204 within two and a half seconds', async () => {
      const target = [...Array<unknown>(10_000).fill({ id: 'x', type: 'Other' }), user()];
      const answer = await deliver(gateway.port, envelope([oktaLogEvent({ target })]));
      assert.equal(answer.status, 204);
      assert(answer.milliseconds < 2_500);
    });
  });

  describe('that is no HTTP as it should be', () => {
    const length = { 'Content-Type': 'application/json', 'Content-Length': '2' };

    for (const [title, bytes] of [
      ['33: a length and chunks', `${head({ ...length, 'Transfer-Encoding': 'chunked' })}{}`],
      ['34: two lengths', `${head({ ...length, 'content-length': '3' })}{}`],
      [
        '35: a bad chunk size',
        `${head({ 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' })}zz\r\n{}\r\n0\r\n\r\n`,
      ],
      ['36: a header name with a space', head({ 'X Bad': 'x' })],
      ['36: NUL in a value', head({ 'X-Bad': 'a\0b' })],
      ['37: no Host', `POST ${hookPath} HTTP/1.1\r\n\r\n`],
      ['38: HTTP/0.9', `GET ${hookPath}\r\n\r\n`],
      ['38: garbage', '\x01\x02\x03\r\n\r\n'],
      ['39: TLS on a plain port', Buffer.from('16030100a5010000a10303', 'hex')],
    ] as const) {
      it(`${title}: 400, closed`, async () => {
        const { text } = await sendRaw(gateway.port, bytes);
        assert.match(text, /^HTTP\/1\.1 400 /);
      });
    }

    it('40: an expectation that nobody can meet: 417', () =>
      assertStatus(417, deliver(gateway.port, one, { Expect: 'bogus' })));

    it('41: a wish for another protocol is ignored, and the socket closed', async () => {
      const answer = await deliver(gateway.port, one, { Connection: 'Upgrade', Upgrade: 'h2c' });
      assert.equal(answer.status, 204);
      assert.equal(answer.headers.connection, 'close');
    });
  });

  describe('of another method', () => {
    for (const [row, method] of [
      [42, 'PUT'],
      [42, 'DELETE'],
      [42, 'PATCH'],
      [43, 'TRACE'],
      [44, 'OPTIONS'],
      [44, 'HEAD'],
    ] as const) {
      it(`${row}: ${method}: 405, and which ones are allowed`, async () => {
        const answer = await send(gateway.port, { method });
        assert.equal(answer.status, 405);
        assert.equal(answer.headers.allow, 'GET, POST');
        assertEmpty(answer);
      });
    }
  });

  describe('to another path', () => {
    for (const path of [
      '/',
      '/hook',
      '/okta/../../etc/passwd',
      '/%E0%A4%A',
      `/${hookPath}`,
      `${hookPath}/`,
      hookPath.toUpperCase(),
      '/okta/%65vent-hook',
      '/metrics',
      '/healthz',
      '/readyz',
    ]) {
      it(`45: ${path}: 404, without a word`, async () => {
        await assertStatus(404, send(gateway.port, { path, body: JSON.stringify(one) }));
      });
    }
  });

  describe('to verify the hook', () => {
    const challenge = (value: string | undefined, headers = {}) =>
      send(gateway.port, {
        method: 'GET',
        headers: { 'X-Okta-Verification-Challenge': value, ...headers },
      });

    it('46: without a challenge: 400', () => assertStatus(400, challenge(undefined)));

    it('47: with a challenge: 200, repeated as JSON that nobody keeps or guesses', async () => {
      const answer = await challenge('My verification challenge'.replaceAll(' ', '-'));
      assert.equal(answer.status, 200);
      assert.deepEqual(JSON.parse(answer.body), { verification: 'My-verification-challenge' });
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal('x-powered-by' in answer.headers, false);
    });

    it('47: with the longest challenge, and with one longer: 200, 400', async () => {
      assert.equal((await challenge('x'.repeat(512))).status, 200);
      await assertStatus(400, challenge('x'.repeat(513)));
    });

    it('47: from a stranger: 401', () =>
      assertStatus(401, challenge('challenge', { Authorization: 'wrong' })));

    it('48: markup comes back inside a JSON string only', async () => {
      const markup = '<script>alert("1")</script>';
      const answer = await challenge(markup);
      assert.deepEqual(JSON.parse(answer.body), { verification: markup });
      assert.doesNotMatch(JSON.stringify(answer.headers), /script/);
    });

    it('48: spaces, other alphabets, two challenges: 400', async () => {
      await assertStatus(400, challenge('a b'));
      await assertStatus(400, challenge('\u00e9'));
      await assertStatus(
        400,
        challenge(undefined, { 'X-Okta-Verification-Challenge': ['a', 'b'] }),
      );
    });

    it('48: a challenge of 20 kB: 431', () => assertStatus(431, challenge('x'.repeat(20_000))));
  });

  describe('with JSON that means harm', () => {
    it('49: __proto__ and constructor are ignored', async () => {
      const keys = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},';
      const body = JSON.stringify(one).replaceAll('{', keys).replaceAll(',}', '}');
      await assertStatus(204, deliver(gateway.port, body));
      assert.equal('polluted' in {}, false);
      assert.equal(gateway.deliveries[0]?.events[0]?.userId, hire);
    });

    for (const depth of [33, 20_000, 500_000]) {
      it(`50: nested ${depth} deep: 400`, () => {
        const bomb = `${'['.repeat(depth)}${']'.repeat(depth)}`;
        return assertStatus(400, deliver(gateway.port, `{"data":${bomb}}`));
      });
    }

    it('51: invalid UTF-8, a byte order mark: 400', async () => {
      const text = JSON.stringify(one);
      await assertStatus(400, deliver(gateway.port, Buffer.from(`\ufeff${text}`)));
      const invalid = Buffer.from(text.replace('Jane', '\u00ff'), 'latin1');
      await assertStatus(400, deliver(gateway.port, invalid));
    });

    it('51: duplicate keys, numbers without end, lone surrogates: no crash', async () => {
      const text = JSON.stringify(one);
      for (const [from, to] of [
        ['"severity":"INFO"', '"severity":"INFO","severity":"WARN"'],
        ['"severity":"INFO"', '"severity":1e400'],
        ['Jane', '\\ud800'],
      ] as const) {
        assert(text.includes(from));
        await assertStatus(204, deliver(gateway.port, text.replace(from, to)));
      }
    });

    it('52: one event with an impossible user id is set aside, the rest is taken: 204', async () => {
      for (const id of [
        '00u/../',
        '00u x',
        'x'.repeat(10_000),
        '\u202e',
        '😀',
        "' OR 1=1",
        'a\r\nb',
      ]) {
        const bad = oktaLogEvent({ uuid: 'bad-one', target: [user(id)] });
        await assertStatus(204, deliver(gateway.port, envelope([bad, ...many(2)])));
      }
      await gateway.close();
      assert(gateway.deliveries.every(({ events }) => events.length === 2));
      const setAside = gateway.logged.filter(({ level }) => level === 'warn');
      assert.equal(setAside.length, 7);
      for (const { fields } of setAside) {
        assert.deepEqual(fields, {
          eventId: one['eventId'],
          uuid: 'bad-one',
          reason: 'user-id',
        });
      }
    });
  });

  describe('while Temporal cannot take it', () => {
    const closed = () => gateway.close();

    it('54: an error: 503, and when to try again', async () => {
      await closed();
      gateway = await runGateway({ dispatch: () => Promise.reject(new Error('no')) });
      const answer = await deliver(gateway.port, one);
      assert.equal(answer.status, 503);
      assert.equal(answer.headers['retry-after'], '5');
      assertEmpty(answer);
    });

    it('54: no answer: 503 within two and a half seconds', async () => {
      await closed();
      gateway = await runGateway({ dispatch: (_delivery, deadline) => answerTooLate(deadline) });
      const answer = await deliver(gateway.port, one);
      assert.equal(answer.status, 503);
      assert(answer.milliseconds < 2_500);
    });

    it('54: more at once than it can take: 503 at once for the ones too many', async () => {
      await closed();
      gateway = await runGateway({
        dispatch: (_delivery, deadline) => answerTooLate(deadline),
        limits: { deliveriesInFlight: 2, answerWithinMs: 500 },
      });
      const answers = await Promise.all([1, 2, 3].map(() => deliver(gateway.port, one)));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [503, 503, 503],
      );
      await gateway.close();
      assert.equal(gateway.deliveries.length, 2);
      const outcomes = gateway.counted.map(({ labels }) => labels['outcome']);
      assert.deepEqual(outcomes.sort(), ['not-durable', 'not-durable', 'overloaded']);
    });

    it('54: has room again after the ones that failed', async () => {
      await closed();
      gateway = await runGateway({
        dispatch: () => Promise.reject(new Error('no')),
        limits: { deliveriesInFlight: 1 },
      });
      await deliver(gateway.port, one);
      await deliver(gateway.port, one);
      assert.equal(gateway.deliveries.length, 2);
    });
  });
});
