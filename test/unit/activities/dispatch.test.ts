import assert from 'node:assert/strict';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createDispatchActivities } from '../../../src/activities/dispatch.js';
import { createSignalAllowance } from '../../../src/dispatch/signal-allowance.js';
import {
  noOutcomes,
  type DispatchDeliveryResult,
} from '../../../src/contract/dispatch-delivery.js';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
import { FakeTemporal, grpc } from '../dispatch/fake-temporal.js';

function event(eventType: string, hire: number, outcome = 'SUCCESS'): OktaEvent {
  return {
    uuid: `${eventType}-${hire}`,
    eventType,
    published: '2026-01-05T08:00:00.000Z',
    userId: `00u${String(hire).padStart(17, '0')}`,
    outcome,
  };
}

describe('dispatchEvents', () => {
  let fake: FakeTemporal;
  let environment: MockActivityEnvironment;

  beforeEach(() => {
    fake = new FakeTemporal();
    const logger = new DefaultLogger('ERROR');
    environment = new MockActivityEnvironment({}, { client: fake.client, logger });
  });

  const dispatch = (events: OktaEvent[]): Promise<DispatchDeliveryResult> =>
    environment.run(
      createDispatchActivities({ allowance: createSignalAllowance() }).dispatchEvents,
      { events },
    );

  it('counts what became of the events, in which every one appears once', async () => {
    const result = await dispatch([
      event('user.lifecycle.create', 1),
      event('user.lifecycle.create', 2),
      event('user.lifecycle.create', 1),
      event('user.session.start', 2),
      event('user.session.start', 3),
      event('user.session.start', 1, 'FAILURE'),
    ]);

    assert.deepEqual(result, {
      ...noOutcomes(),
      started: 2,
      duplicate: 1,
      signaled: 1,
      'no-run': 1,
      ignored: 1,
    });
  });

  it('starts a run before it is signaled, wherever the start stands', async () => {
    const result = await dispatch([
      event('user.account.update_profile', 1),
      event('user.lifecycle.create', 1),
    ]);

    assert.equal(result.signaled, 1);
    assert.equal(fake.signals[0]?.signalName, 'profileChanged');
  });

  it('has nothing to do for no events', async () => {
    assert.deepEqual(await dispatch([]), noOutcomes());
  });

  it('completes the rest in a second attempt, without a second run', async () => {
    const events = [1, 2, 3].map((hire) => event('user.lifecycle.create', hire));
    fake.failing.set(`pre-enroll:${event('', 2).userId}`, grpc.unavailable);
    await assert.rejects(dispatch(events));
    fake.failing.clear();

    const result = await dispatch(events);
    assert.deepEqual([result.duplicate, result.started], [2, 1]);
    assert.equal(fake.starts.length, 3);
  });
});
