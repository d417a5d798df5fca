import assert from 'node:assert/strict';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
import { dispatchDelivery } from '../../../src/dispatch/dispatch-delivery.js';
import { FakeTemporal, grpc } from './fake-temporal.js';

/** So many hires, created by one delivery. */
function hires(count: number): OktaEvent[] {
  return Array.from({ length: count }, (_, at) => ({
    uuid: `uuid-${at}`,
    eventType: 'user.lifecycle.create',
    published: '2025-07-21T14:48:27.435Z',
    userId: userId(at),
    outcome: 'SUCCESS',
  }));
}

function userId(at: number): string {
  return `00u${String(at).padStart(17, '0')}`;
}

const deadline = new Date('2099-01-01');

describe('dispatchDelivery', () => {
  let fake: FakeTemporal;
  beforeEach(() => {
    fake = new FakeTemporal();
  });

  describe('of a few events', () => {
    it('dispatches each, and says what became of each in their order', async () => {
      const [first, second] = hires(2) as [OktaEvent, OktaEvent];
      const events = [first, second, { ...first, uuid: 'again' }];
      assert.deepEqual(
        await dispatchDelivery(fake.door, { eventId: 'd-1', events }, { deadline }),
        [
          { event: events[0], outcome: 'started' },
          { event: events[1], outcome: 'started' },
          { event: events[2], outcome: 'duplicate' },
        ],
      );
    });

    it('gives every call the deadline', async () => {
      await dispatchDelivery(fake.door, { events: hires(3) }, { deadline });
      assert.deepEqual(fake.deadlines, [deadline]);
    });

    it('rejects if Temporal did not take one of them, and has taken the others', async () => {
      fake.failing.set(`pre-enroll:${userId(1)}`, grpc.unavailable);
      await assert.rejects(
        dispatchDelivery(fake.door, { events: hires(3) }, { deadline }),
        (error) => {
          assert(error instanceof AggregateError);
          assert.equal(error.message, '1 of 3 events not dispatched');
          assert.equal(error.errors.length, 1);
          return true;
        },
      );
      assert.deepEqual(
        fake.starts.map(({ workflowId }) => workflowId),
        [`pre-enroll:${userId(0)}`, `pre-enroll:${userId(2)}`],
      );
    });

    it('completes the rest when it is delivered again', async () => {
      const delivery = { eventId: 'd-1', events: hires(3) };
      fake.failing.set(`pre-enroll:${userId(1)}`, grpc.unavailable);
      await assert.rejects(dispatchDelivery(fake.door, delivery, { deadline }));
      fake.failing.clear();
      const outcomes = await dispatchDelivery(fake.door, delivery, { deadline });
      assert.deepEqual(
        outcomes.map(({ outcome }) => outcome),
        ['duplicate', 'started', 'duplicate'],
      );
    });
  });

  describe('of many events', () => {
    it('becomes durable with one call', async () => {
      const events = hires(1_000);
      const outcomes = await dispatchDelivery(fake.door, { eventId: 'd-1', events }, { deadline });

      assert.deepEqual(new Set(outcomes.map(({ outcome }) => outcome)), new Set(['handed-over']));
      assert.equal(outcomes.length, 1_000);
      assert.equal(fake.starts.length, 1);
      assert.equal(fake.starts[0]?.workflowType?.name, 'dispatchDelivery');
      assert.equal(fake.starts[0].workflowId, 'delivery:d-1');
      assert.equal(fake.starts[0].taskQueue?.name, 'preenroll');
      assert.deepEqual(FakeTemporal.argumentsOf(fake.starts[0]), [{ events }]);
      assert.deepEqual(fake.deadlines, [deadline]);
    });

    it('begins above the limit, and not at it', async () => {
      await dispatchDelivery(fake.door, { events: hires(4) }, { deadline });
      assert.equal(fake.starts.length, 4);
      await dispatchDelivery(fake.door, { events: hires(5) }, { deadline });
      assert.equal(fake.starts[4]?.workflowType?.name, 'dispatchDelivery');
    });

    it('is a duplicate when Okta delivers it again', async () => {
      const delivery = { eventId: 'd-1', events: hires(20) };
      await dispatchDelivery(fake.door, delivery, { deadline });
      fake.end('delivery:d-1');
      const [again] = await dispatchDelivery(fake.door, delivery, { deadline });
      assert.equal(again?.outcome, 'duplicate');
      assert.equal(fake.starts.length, 1);
    });

    it('has an id of its own where Okta sent none, the same for the same events', async () => {
      const events = hires(20);
      await dispatchDelivery(fake.door, { events }, { deadline });
      await dispatchDelivery(fake.door, { events: events.toReversed() }, { deadline });
      await dispatchDelivery(fake.door, { events: hires(21) }, { deadline });
      assert.equal(fake.starts.length, 2);
      assert.match(fake.starts[0]?.workflowId ?? '', /^delivery:[0-9a-f]{32}$/);
    });

    it('rejects if Temporal does not take it', async () => {
      fake.failing.set('delivery:d-1', grpc.resourceExhausted);
      await assert.rejects(
        dispatchDelivery(fake.door, { eventId: 'd-1', events: hires(20) }, { deadline }),
      );
    });
  });
});
