import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { OpenAPIBackend, SetMatchType, type Document } from 'openapi-backend';
import { parse } from 'yaml';
import { randomRuns } from '../../support/random-runs.js';
import { oktaLogEvent } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, head, hookPath, send, sendRaw, type Answer, type Sent } from './http-client.js';
import { previousSecret, runGateway, secret, type RunningGateway } from './running-gateway.js';

const file = new URL('../../../docs/event-hook.openapi.yaml', import.meta.url);
const notTaken = 'not-taken';

/** What the description cannot say: how large and how deep a body may be, and that it is not compressed. */
const beyondWords = [
  Buffer.alloc(1024 * 1024 + 1, ' '),
  Buffer.from(`${'['.repeat(40)}${']'.repeat(40)}`),
];

/** Deliveries, or nearly. */
const almost = [
  ...[{}, [], { eventId: 'delivery-1' }, { data: {} }, { data: [] }, { data: { events: {} } }],
  ...[{ data: { events: [] } }, { data: { events: [null] }, eventId: 7 }],
];

const body = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        eventId: fc.constantFrom('delivery-1', notTaken),
        events: fc.array(fc.oneof(fc.constant(oktaLogEvent()), fc.jsonValue()), { maxLength: 5 }),
      })
      .map(({ eventId, events }) => Buffer.from(JSON.stringify(envelope(events, { eventId })))),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...almost).map((json) => Buffer.from(JSON.stringify(json))),
  },
  { weight: 1, arbitrary: fc.jsonValue().map((json) => Buffer.from(JSON.stringify(json))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constantFrom(...beyondWords) },
);

const request = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant('POST') },
    { weight: 3, arbitrary: fc.constant('GET') },
    { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS') },
  ),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constant(hookPath) },
    { weight: 1, arbitrary: fc.constantFrom('/', `${hookPath}/`, '/healthz', '/docs') },
  ),
  authorization: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(secret, previousSecret) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, 'wrong', [secret, secret]) },
  ),
  contentType: fc.oneof(
    { weight: 6, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom(undefined, 'text/plain', 'application/xml') },
  ),
  encoding: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant('gzip') },
  ),
  challenge: fc.oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^[!-~]{1,60}$/) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(undefined, 'two words', 'x'.repeat(512), 'x'.repeat(513)),
    },
  ),
  body,
});
type Generated = typeof request extends fc.Arbitrary<infer Value> ? Value : never;

describe('the description of the event hook', function () {
  this.timeout('1m');
  let description: OpenAPIBackend;
  let gateway: RunningGateway;
  const seen = new Set<string>();

  before(async () => {
    description = await new OpenAPIBackend({
      ...{ definition: parse(readFileSync(file, 'utf8')) as Document, strict: true },
      ajvOpts: { strict: false },
    }).init();
    gateway = await runGateway({
      dispatch: ({ eventId, events }) =>
        eventId === notTaken
          ? Promise.reject(new Error('not now'))
          : Promise.resolve(events.map((event) => ({ event, outcome: 'started' as const }))),
    });
  });
  after(() => gateway.close());

  /** Fails if an answer of the hook is another than what is described. */
  function assertDescribed(method: string, { status, headers, body: text }: Answer): void {
    const operation = description.matchOperation({ method, path: hookPath, headers: {} });
    assert(operation?.operationId, `${method} is not described`);
    const described = operation.responses?.[status];
    assert(described && !('$ref' in described), `${method} ${status} is not described`);
    seen.add(`${operation.operationId} ${status}`);
    const found = [
      description.validateResponseHeaders(headers, operation, {
        ...{ statusCode: status, setMatchType: SetMatchType.Superset },
      }),
    ];
    if (described.content === undefined) assert.equal(text, '');
    else {
      assert.match(headers['content-type'] ?? '', /^application\/json; charset=utf-8$/);
      found.push(description.validateResponse(JSON.parse(text), operation, status));
    }
    assert.deepEqual(
      found.flatMap(({ errors }) => errors ?? []),
      [],
    );
  }

  /** Whether the request is one that the description allows, as far as a description can say it. */
  function isAllowed({ method, contentType, encoding, challenge, body }: Generated): boolean {
    if (encoding !== undefined && method === 'POST') return false;
    if (beyondWords.includes(body) && method === 'POST') return false;
    const { valid } = description.validateRequest({
      ...{ method, path: hookPath },
      headers: {
        ...(method === 'POST' && contentType !== undefined && { 'content-type': contentType }),
        ...(challenge !== undefined && { 'x-okta-verification-challenge': challenge }),
      },
      ...(method === 'POST' && { body: jsonOf(body) }),
    });
    return valid && (method === 'GET' || contentType === 'application/json');
  }

  it('holds for whatever is sent: each answer is described, and what is allowed is taken, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (generated) => {
        const { method, path, authorization } = generated;
        const answer = await send(gateway.port, toSent(generated));
        if (path !== hookPath) {
          assert.deepEqual([answer.status, answer.body], [404, '']);
        } else if (method !== 'GET' && method !== 'POST') {
          assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, POST']);
        } else {
          assertDescribed(method, answer);
          const isOkta = authorization === secret || authorization === previousSecret;
          const isTaken = [200, 204, 503].includes(answer.status);
          assert.equal(isTaken, isOkta && isAllowed(generated), `${answer.status}`);
        }
      }),
      randomRuns('requests to the hook', 500),
    );
  });

  it('holds for too many headers, too many events, a fault of ours, and who calls from elsewhere', async () => {
    const flood = Array.from({ length: 101 }, (_, at) => [`x-${at}`, 'x']);
    const headers = Object.fromEntries(flood) as Record<string, string>;
    for (const method of ['GET', 'POST']) {
      assertDescribed(method, await send(gateway.port, { method, headers }));
    }
    const many = envelope(Array.from({ length: 5_001 }, () => 0));
    assertDescribed('POST', await deliver(gateway.port, many));

    const broken = await runGateway({
      concerns: () => {
        throw new Error('a fault of ours');
      },
    });
    const closed = await runGateway({ networks: ['192.0.2.0/24'] });
    try {
      assertDescribed('POST', await deliver(broken.port, envelope([oktaLogEvent()])));
      for (const method of ['GET', 'POST']) {
        assertDescribed(method, await send(closed.port, { method }));
      }
    } finally {
      await Promise.all([broken.close(), closed.close()]);
    }
  });

  it('holds for who is too slow', async () => {
    const slow = await runGateway({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 300 } });
    try {
      const [get, post] = await Promise.all([
        sendRaw(slow.port, `GET ${hookPath} HTTP/1.1\r\nHost: localhost\r\nX: `),
        sendRaw(slow.port, head({ 'Content-Type': 'application/json', 'Content-Length': '9' })),
      ]);
      for (const [method, { text }] of [
        ['GET', get],
        ['POST', post],
      ] as const) {
        const [, status] =
          /^HTTP\/1\.1 (\d{3}) [^\r]*\r\nConnection: close\r\n\r\n$/.exec(text) ?? [];
        assertDescribed(method, {
          ...{ status: Number(status), headers: {}, body: '', milliseconds: 0 },
        });
      }
    } finally {
      await slow.close();
    }
  });

  it('promises no answer that there is not', () => {
    const operations = description.getOperations();
    const promised = operations.flatMap(({ operationId = '', responses = {} }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`),
    );
    assert.deepEqual(promised.toSorted(), [...seen].toSorted());
  });
});

function toSent({ method, path, body, ...generated }: Generated): Sent {
  const { authorization, contentType, encoding, challenge } = generated;
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  return {
    ...{ method, path },
    headers: {
      ...{ Authorization: authorization, 'Content-Type': hasBody ? contentType : undefined },
      ...{ 'Content-Encoding': encoding, 'X-Okta-Verification-Challenge': challenge },
    },
    ...(hasBody && { body }),
  };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
