import assert from 'node:assert/strict';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
import { dispatchEvents } from '../../../src/dispatch/dispatch-events.js';
import { FakeTemporal } from './fake-temporal.js';
import { hire } from './okta-log-event.js';

const someoneElse = '00us0me0nee1se000000';

/** An event, the higher the minute the later. */
function event(
  eventType: string,
  minute: number,
  { method, userId = hire }: { method?: string; userId?: string } = {},
): OktaEvent {
  return {
    uuid: `${eventType} of ${userId} at ${minute}`,
    published: `2025-07-21T14:${String(minute).padStart(2, '0')}:00.000Z`,
    ...{ eventType, userId, outcome: 'SUCCESS' },
    ...(method !== undefined && { method }),
  };
}

const created = (userId: string) => event('user.lifecycle.create', 1, { userId });
const signIn = (minute: number) => event('user.session.start', minute);
const mfa = (minute: number, method: string) =>
  event('user.authentication.auth_via_mfa', minute, { method });

describe('dispatchEvents', () => {
  let fake: FakeTemporal;
  beforeEach(async () => {
    fake = new FakeTemporal();
    await dispatchEvents(fake.door, [created(hire), created(someoneElse)]);
  });

  /** What was made of the events, in the order in which they were given. */
  async function outcomesOf(events: OktaEvent[]): Promise<string[]> {
    const dispatched = await dispatchEvents(fake.door, events);
    const outcomes = new Map(dispatched.map(({ event, outcome }) => [event, outcome]));
    return events.map((event) => String(outcomes.get(event)));
  }

  it('tells a run the latest of several hints, wherever it stands in the list', async () => {
    const outcomes = await outcomesOf([signIn(2), signIn(4), mfa(3, 'PASSWORD')]);

    assert.deepEqual(outcomes, ['noise', 'signaled', 'noise']);
    assert.equal(fake.signals.length, 1);
  });

  it('tells it that the phone was verified rather than anything later', async () => {
    assert.deepEqual(
      await outcomesOf([mfa(2, 'SMS'), mfa(3, 'VOICE'), mfa(4, 'PASSWORD'), signIn(5)]),
      ['noise', 'signaled', 'noise', 'noise'],
    );
    assert.deepEqual(await outcomesOf([signIn(5), mfa(2, 'SMS')]), ['noise', 'signaled']);
  });

  it('tells it one thing by each signal', async () => {
    const profile = 'user.account.update_profile';
    const outcomes = await outcomesOf([
      ...[event(profile, 3), event(profile, 2)],
      ...[event('user.lifecycle.deactivate', 2), event('user.lifecycle.delete.initiated', 3)],
      signIn(2),
    ]);

    assert.deepEqual(outcomes, ['signaled', 'noise', 'noise', 'signaled', 'signaled']);
    assert.deepEqual(new Set(fake.signals.map(({ signalName }) => signalName)), allSignals);
  });

  it('tells every run its own', async () => {
    const others = event('user.session.start', 9, { userId: someoneElse });

    assert.deepEqual(await outcomesOf([signIn(2), others]), ['signaled', 'signaled']);
  });

  it('does not take what did not succeed for the latest', async () => {
    const failed = { ...signIn(9), outcome: 'FAILURE' };

    assert.deepEqual(await outcomesOf([signIn(2), failed]), ['signaled', 'ignored']);
  });

  it('starts a run before it tells it anything, wherever the list has the start', async () => {
    const userId = '00unewh1re0000000000';
    const hint = event('user.session.start', 2, { userId });

    assert.deepEqual(await outcomesOf([hint, created(userId)]), ['signaled', 'started']);
  });
});

const allSignals = new Set(['activated', 'profileChanged', 'userRemoved']);
