import assert from 'node:assert/strict';
import type { HookGatewayOptions } from '../../../src/hook-gateway/hook-gateway-options.js';
import { authenticator, oktaLogEvent, user } from '../dispatch/okta-log-event.js';
import { envelope } from './envelope.js';
import { deliver, send } from './http-client.js';
import { runGateway, secret } from './running-gateway.js';

const one = envelope([oktaLogEvent()]);

/** Sends the bodies, closes the gateway, and gives what was counted and logged. */
async function afterDelivering(bodies: unknown[], options: Partial<HookGatewayOptions> = {}) {
  const gateway = await runGateway(options);
  for (const body of bodies) await deliver(gateway.port, body);
  await gateway.close();
  return gateway;
}

function eventLabels({ counted }: Awaited<ReturnType<typeof afterDelivering>>) {
  return counted.flatMap(({ name, labels }) => (name === 'preenroll_hook_events' ? [labels] : []));
}

describe('what the hook gateway counts', () => {
  it('is what became of each event, by its type', async () => {
    const events = [
      oktaLogEvent(),
      oktaLogEvent(),
      oktaLogEvent({ uuid: 'failed', outcome: { result: 'FAILURE' } }),
      oktaLogEvent({ uuid: 'bad', target: [user('nobody')] }),
    ];
    const event_type = 'user.lifecycle.create';
    assert.deepEqual(eventLabels(await afterDelivering([envelope(events)])), [
      { event_type, outcome: 'ignored' },
      { event_type, outcome: 'duplicate' },
      { event_type, outcome: 'unreadable' },
      { event_type, outcome: 'started' },
    ]);
  });

  it('never takes a label from outside', async () => {
    const events = ['made.up', 'x'.repeat(10_000), null].map((eventType, at) =>
      oktaLogEvent({ uuid: `uuid-${at}`, eventType }),
    );
    assert.deepEqual(eventLabels(await afterDelivering([envelope(events)])), [
      { event_type: 'other', outcome: 'ignored' },
      { event_type: 'other', outcome: 'unreadable' },
      { event_type: 'other', outcome: 'unreadable' },
    ]);
  });

  it('tells our own wrong secret from a stranger who knocks', async () => {
    const gateway = await runGateway();
    const headers = { Authorization: 'wrong' };
    await deliver(gateway.port, one, headers);
    await deliver(gateway.port, one, { ...headers, 'User-Agent': 'curl/8' });
    await gateway.close();
    assert.deepEqual(
      gateway.counted.map(({ labels }) => labels),
      [
        { outcome: 'unauthorized', secret: 'none', caller: 'okta' },
        { outcome: 'unauthorized', secret: 'none', caller: 'other' },
      ],
    );
  });
});

describe('what the hook gateway measures', () => {
  it('is how long each answer took, in seconds, by how it ended', async () => {
    const slowly = { dispatch: () => new Promise<never>((_, fail) => setTimeout(fail, 60)) };
    const { measured } = await afterDelivering([one, '{'], slowly);
    assert.deepEqual(
      measured.map(({ name, labels }) => [name, labels['outcome']]),
      [
        ['preenroll_hook_answer_time', 'not-durable'],
        ['preenroll_hook_answer_time', 'body'],
      ],
    );
    const [slow, quick] = measured.map(({ value }) => value);
    assert(slow !== undefined && slow >= 0.05 && slow < 2);
    assert(quick !== undefined && quick < slow);
  });
});

describe('what the hook gateway logs', () => {
  it('is one line per request, with its ids and how it ended', async () => {
    const { logged } = await afterDelivering([one]);
    assert.equal(logged.length, 1);
    const { milliseconds, ...fields } = logged[0]?.fields ?? {};
    assert.equal(typeof milliseconds, 'number');
    assert.equal(logged[0]?.level, 'info');
    assert.deepEqual(fields, {
      outcome: 'accepted',
      status: 204,
      eventId: one['eventId'],
      due: 1,
      correlationIds: [oktaLogEvent()['uuid']],
      errors: undefined,
      place: undefined,
    });
  });

  it('is an error where a delivery of Okta is lost, and a warning where a stranger is refused', async () => {
    const gateway = await runGateway();
    await deliver(gateway.port, '{');
    await deliver(gateway.port, one, { Authorization: 'wrong' });
    await deliver(gateway.port, one, { Authorization: 'wrong', 'User-Agent': 'curl' });
    await gateway.close();
    assert.deepEqual(
      gateway.logged.map(({ level, fields }) => [level, fields['outcome']]),
      [
        ['error', 'body'],
        ['error', 'unauthorized'],
        ['warn', 'unauthorized'],
      ],
    );
  });

  it('is bounded for those without the secret, and never for a delivery', async () => {
    const gateway = await runGateway();
    const knock = { Authorization: 'wrong', 'User-Agent': 'curl' };
    for (let at = 0; at < 400; at += 1) await deliver(gateway.port, one, knock);
    for (let at = 0; at < 40; at += 1) await deliver(gateway.port, '{');
    await gateway.close();
    const lines = (outcome: string) =>
      gateway.logged.filter(({ fields }) => fields['outcome'] === outcome).length;
    assert.equal(lines('body'), 40);
    // Ten in each second that it took.
    assert(lines('unauthorized') >= 10 && lines('unauthorized') < 400);
    const counted = gateway.counted.filter(({ labels }) => labels['outcome'] === 'unauthorized');
    assert.equal(counted.length, 400);
  });

  it('names the errors behind a 503 by name and code, never by message', async () => {
    const cause = Object.assign(new Error('user jane@example.com'), { code: 14 });
    const { logged } = await afterDelivering([one], {
      dispatch: () =>
        Promise.reject(
          new AggregateError([new Error('jane', { cause }), new TypeError('jane')], 'jane'),
        ),
    });
    assert.deepEqual(logged[0]?.fields['errors'], ['Error 14', 'TypeError']);
  });

  it('tells where a fault of our own happened, which ends in a 500', async () => {
    const logged: Record<string, unknown>[] = [];
    const gateway = await runGateway({
      logger: {
        info: () => undefined,
        warn: () => {
          throw new TypeError('jane@example.com');
        },
        error: (fields) => logged.push(fields),
      },
    });
    const { status } = await deliver(gateway.port, envelope([{}]));
    await gateway.close();
    assert.equal(status, 500);
    assert.deepEqual(logged[0]?.['errors'], ['TypeError']);
    assert.match(String(logged[0]['place']), /^at .*observation\.test\.ts/);
    assert.doesNotMatch(JSON.stringify(logged), /jane/);
  });

  it('has neither phone numbers, addresses, names, IP addresses nor the secret in it', async () => {
    const personal = ['+4915112345678', 'jane@example.com', 'Jane Hire', '203.0.113.7', secret];
    const debugContext = { debugData: { phoneNumber: '+4915112345678', factor: 'SMS_FACTOR' } };
    const target = [user(), authenticator('+4915112345678')];
    const bodies = [
      envelope([oktaLogEvent({ debugContext, target })]),
      envelope([oktaLogEvent({ debugContext, target: [{ ...user(), id: '+4915112345678' }] })]),
      envelope([oktaLogEvent({ uuid: 'jane@example.com' })]),
      envelope([oktaLogEvent({ eventType: 'jane@example.com' })]),
      envelope([], { eventId: 'jane@example.com' }),
      '{"phone":"+4915112345678", jane@example.com',
    ];
    const { logged, counted, deliveries } = await afterDelivering(bodies);
    assert(logged.length > bodies.length && counted.length > bodies.length);
    assert.equal(deliveries.length, 1);
    const dispatched = deliveries.map(({ eventId, events }) => ({ eventId, events }));
    for (const text of personal) {
      assert.equal(JSON.stringify({ logged, counted, dispatched }).includes(text), false, text);
    }
  });

  it('does not show the query, nor anything of requests to other paths', async () => {
    const gateway = await runGateway();
    await send(gateway.port, { method: 'GET', path: `/okta/event-hook?jane=1` });
    await send(gateway.port, { method: 'GET', path: `/jane` });
    await gateway.close();
    assert.equal(gateway.logged.length, 1);
    assert.doesNotMatch(JSON.stringify(gateway.logged), /jane/);
  });
});
