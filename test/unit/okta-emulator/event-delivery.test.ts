import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';

import type { DeliveryEnvelope } from '../../../okta-emulator/event-hooks/delivery-envelope.js';
import type { DeliveryFault } from '../../../okta-emulator/event-hooks/delivery-fault.js';
import { newEventHook } from '../../../okta-emulator/event-hooks/event-hook-lifecycle.js';
import { startOktaEmulator, type OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { EventHook } from '../../../okta-emulator/state/event-hook.js';
import type { EventType } from '../../../okta-emulator/system-log/event-types.js';
import { userTarget } from '../../../okta-emulator/system-log/log-record.js';
import { readReference } from '../../support/reference-data.js';
import { startHookEndpoint, type HookEndpoint } from './hook-endpoint.js';

const hookTimeoutMs = 150;

describe('the delivery of events to hooks', () => {
  let okta: OktaEmulator;
  let endpoint: HookEndpoint;
  let hook: EventHook;

  beforeEach(async () => {
    endpoint = await startHookEndpoint();
    okta = await startOktaEmulator({
      apiToken: 'token',
      smtpUrl: 'smtp://127.0.0.1:9',
      hookBatchWindowMs: 20,
      hookBatchSize: 3,
      hookTimeoutMs,
    });
    hook = addHook();
  });

  afterEach(async () => {
    endpoint.close();
    await okta.close();
  });

  function addHook(): EventHook {
    const channel = {
      uri: endpoint.url,
      headers: [{ key: 'X-Hire', value: 'yes' }],
      authScheme: { key: 'Authorization', value: 'hook-secret' },
    };
    const items = ['user.lifecycle.create', 'user.lifecycle.activate', 'event_hook.delivery'];
    const added = newEventHook({ name: 'hires', items, channel }, okta.org.admin.id);
    added.verificationStatus = 'VERIFIED';
    okta.org.eventHooks.set(added.id, added);
    return added;
  }
  const record = (eventType: EventType = 'user.lifecycle.create'): string =>
    okta.org.log.record({ eventType, target: [userTarget(okta.org.admin)] }).uuid;
  const arm = (fault: DeliveryFault) => okta.eventDelivery.faults.add(fault);
  const failures = () =>
    okta.org.log.entries
      .map(({ event }) => event)
      .filter(({ eventType }) => eventType === 'event_hook.delivery');
  /** Every delivery and every event after it is over when this one has arrived. */
  const arrivalOf = async (uuid: string) => {
    for (let count = 1; !endpoint.uuids().includes(uuid); count += 1)
      await endpoint.arrivals(count);
  };
  const nextFailure = () =>
    new Promise<void>((resolve) => {
      const unsubscribe = okta.org.log.subscribe(({ eventType }) => {
        if (eventType !== 'event_hook.delivery') return;
        unsubscribe();
        resolve();
      });
    });

  it('posts the envelope with the secret and the custom headers', async () => {
    const uuid = record();
    await endpoint.arrivals(1);

    const [request] = endpoint.received;
    assert.ok(request);
    const { method, headers, envelope } = request;
    assert.equal(method, 'POST');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers.authorization, 'hook-secret');
    assert.equal(headers['x-hire'], 'yes');
    assert.equal(headers['user-agent'], 'Okta-Integrations');
    assert.ok(envelope);
    const { eventId, eventTime, data, ...rest } = envelope;
    assert.deepEqual(rest, {
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      source: `${okta.url}/api/v1/eventHooks/${hook.id}`,
      contentType: 'application/json',
    });
    assert.notEqual(eventId, uuid);
    assert.ok(Number.isFinite(Date.parse(eventTime)));
    const [event] = data.events;
    assert.equal(event?.uuid, uuid);
    assert.equal(event.eventType, 'user.lifecycle.create');
    assert.equal(event.target[0]?.id, okta.org.admin.id);
    assert.ok(Array.isArray(event.client.ipChain));
    assert.equal(event.insertionTimestamp, null);
    assert.ok(!('request' in event));
  });

  it('posts the fields of a delivery that Okta documents, and no others', async function () {
    const sample = 'events/hook-deliveries/user.session.start__okta-docs.json';
    const documented = JSON.parse(await readReference(this, sample)) as DeliveryEnvelope;
    record();
    await endpoint.arrivals(1);

    const { envelope } = endpoint.received[0] ?? assert.fail('nothing received');
    assert.deepEqual(Object.keys(envelope ?? {}).sort(), Object.keys(documented).sort());
    const [event, documentedEvent] = [envelope, documented].map((body) => body?.data.events[0]);
    assert.deepEqual(Object.keys(event ?? {}).sort(), Object.keys(documentedEvent ?? {}).sort());
    assert.deepEqual(
      Object.keys(event?.client ?? {}).sort(),
      Object.keys(documentedEvent?.client ?? {}).sort(),
    );
  });

  it('delivers only what the hook asked for, and never a type that hooks cannot have', async () => {
    record('user.session.start');
    record('event_hook.delivery');
    const wanted = record('user.lifecycle.activate');
    await endpoint.arrivals(1);

    assert.deepEqual(endpoint.uuids(), [wanted]);
  });

  it('delivers nothing to a hook that is inactive or not verified', async () => {
    hook.status = 'INACTIVE';
    addHook().verificationStatus = 'UNVERIFIED';
    record();
    hook.status = 'ACTIVE';
    const wanted = record();
    await endpoint.arrivals(1);

    assert.deepEqual(endpoint.uuids(), [wanted]);
  });

  it('tells every hook that asked', async () => {
    const other = addHook();
    record();
    await endpoint.arrivals(2);

    const sources = endpoint.received.map(({ envelope }) => envelope?.source.split('/').pop());
    assert.deepEqual(sources.sort(), [hook.id, other.id].sort());
  });

  it('puts events close in time into one delivery, as many as fit', async () => {
    const uuids = Array.from({ length: 4 }, () => record());
    await endpoint.arrivals(2);

    const sizes = endpoint.received.map(({ envelope }) => envelope?.data.events.length);
    assert.deepEqual(sizes.sort(), [1, 3]);
    assert.deepEqual(new Set(endpoint.uuids()), new Set(uuids));
  });

  for (const [what, answer] of [
    ['a 500', { status: 500 }],
    ['a timeout', undefined],
  ] as const) {
    it(`tries once more after ${what}, with the same body, and is content then`, async () => {
      endpoint.answers.push(answer);
      const uuid = record();
      await endpoint.arrivals(2);
      const after = record();
      await arrivalOf(after);

      assert.deepEqual(endpoint.uuids(), [uuid, uuid, after]);
      const [first, second] = endpoint.received;
      assert.deepEqual(first?.envelope, second?.envelope);
      assert.equal(failures().length, 0);
    });

    it(`gives up after ${what} twice, and says so in the System Log`, async () => {
      endpoint.answers.push(answer, answer);
      const failed = nextFailure();
      record();
      await failed;

      assert.equal(endpoint.received.length, 2);
      const [failure] = failures();
      assert.deepEqual(failure?.outcome, {
        result: 'FAILURE',
        reason: answer ? 'HTTP 500' : 'timeout',
      });
      assert.equal(failure.target[0]?.id, hook.id);
    });
  }

  it('waits for an answer as long as the timeout, and not longer', async () => {
    endpoint.answers.push(undefined);
    record();
    await endpoint.arrivals(2);

    const [first, second] = endpoint.received;
    assert.ok(first && second);
    const waited = second.at - first.at;
    assert.ok(waited >= hookTimeoutMs - 20 && waited < hookTimeoutMs + 500, `${waited} ms`);
  });

  for (const status of [400, 401, 404, 302]) {
    it(`does not try again after ${status}: the event is lost to the hook`, async () => {
      endpoint.answers.push({ status });
      const failed = nextFailure();
      const uuid = record();
      await failed;
      const after = record();
      await arrivalOf(after);

      assert.deepEqual(endpoint.uuids(), [uuid, after]);
      assert.equal(failures()[0]?.outcome.reason, `HTTP ${status}`);
    });
  }

  it('counts a broken connection as a failure after the second attempt', async () => {
    endpoint.close();
    const failed = nextFailure();
    record();
    await failed;

    assert.equal(failures()[0]?.outcome.reason, 'connection failed');
    assert.deepEqual(
      okta.eventDelivery.deliveries.map(({ status }) => status),
      [undefined],
    );
  });

  it('keeps a list of what it delivered', async () => {
    const uuid = record();
    while (okta.eventDelivery.deliveries.length === 0) await setImmediate();

    const [delivery] = okta.eventDelivery.deliveries;
    assert.equal(delivery?.hookId, hook.id);
    assert.equal(delivery.status, 204);
    assert.deepEqual(delivery.uuids, [uuid]);
    assert.equal(delivery.eventId, endpoint.received[0]?.envelope?.eventId);
  });

  it('drops an event on demand, of one type if told so', async () => {
    arm({ kind: 'drop', count: 1, eventType: 'user.lifecycle.activate' });
    const created = record();
    record('user.lifecycle.activate');
    const second = record('user.lifecycle.activate');
    await endpoint.arrivals(1);

    assert.deepEqual(endpoint.uuids(), [created, second]);
  });

  it('sends a delivery twice on demand, the same one', async () => {
    arm({ kind: 'duplicate', count: 1 });
    const uuid = record();
    await endpoint.arrivals(2);

    assert.deepEqual(endpoint.uuids(), [uuid, uuid]);
    const [first, second] = endpoint.received;
    assert.equal(first?.envelope?.eventId, second?.envelope?.eventId);
  });

  it('sends a delivery again late on demand', async () => {
    arm({ kind: 'duplicate', ms: 120, count: 1 });
    const uuid = record();
    await endpoint.arrivals(1);
    const next = record();
    await endpoint.arrivals(3);

    assert.deepEqual(endpoint.uuids(), [uuid, next, uuid]);
  });

  it('lets an event be overtaken by the next one on demand', async () => {
    arm({ kind: 'reorder', count: 1 });
    const first = record();
    const second = record();
    const third = record();
    await endpoint.arrivals(1);

    assert.deepEqual(endpoint.uuids(), [second, first, third]);
  });

  it('delivers an event that nothing overtook all the same', async () => {
    arm({ kind: 'reorder', count: 1 });
    const uuid = record();
    await endpoint.arrivals(1);

    assert.deepEqual(endpoint.uuids(), [uuid]);
  });

  it('delays an event on demand', async () => {
    arm({ kind: 'delay', ms: 120, count: 1 });
    const late = record();
    const onTime = record();
    await endpoint.arrivals(2);

    assert.deepEqual(endpoint.uuids(), [onTime, late]);
    const [first, second] = endpoint.received;
    assert.ok(first && second);
    assert.ok(second.at - first.at >= 80, `${second.at - first.at} ms`);
  });
});
