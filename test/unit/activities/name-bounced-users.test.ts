import assert from 'node:assert/strict';
import { nameBouncedUsers } from '../../../src/activities/name-bounced-users.js';
import { sortEvents } from '../../../src/dispatch/sort-events.js';
import { createFakeOkta } from '../../support/fake-okta.js';
import { oktaLogEvent, user } from '../dispatch/okta-log-event.js';

const returned = (address: string, more: object = {}) =>
  oktaLogEvent({
    eventType: 'system.email.delivery',
    outcome: { result: 'FAILURE', reason: 'bounce' },
    actor: { id: 'system', type: 'SystemPrincipal' },
    target: [{ id: address, type: 'email', displayName: address }],
    ...more,
  });

describe('a mail that came back', () => {
  it('is about the user who has the address, as primary or as secondary', async () => {
    const okta = createFakeOkta();
    const userId = okta.addUser();
    const events = [returned('ann@home.example'), returned('ann@example.com')];
    events.forEach((event, at) => (event['uuid'] = `bounce-${at}`));

    const { due } = sortEvents(await nameBouncedUsers(okta, events));
    assert.deepEqual(
      due.map((event) => event.userId),
      [userId, userId],
    );
    assert.doesNotMatch(JSON.stringify(due), /@/);
  });

  it('is of no interest where nobody has the address, and no fault of the event', async () => {
    const okta = createFakeOkta();
    const { due, ignored, unreadable } = sortEvents(
      await nameBouncedUsers(okta, [returned('nobody@home.example')]),
    );
    assert.deepEqual([due.length, ignored.length, unreadable.length], [0, 1, 0]);
  });

  it('is asked about only if Okta names no user, and only if it came back', async () => {
    const okta = createFakeOkta();
    const userId = okta.addUser();
    const events = [
      returned('ann@home.example', { target: [user(userId), { id: 'x', type: 'email' }] }),
      returned('ann@home.example', { outcome: { result: 'SUCCESS', reason: 'delivered' } }),
      returned('ann@home.example', { outcome: { result: 'DEFERRED', reason: 'deferred' } }),
      oktaLogEvent({ eventType: 'user.session.start' }),
      null,
      'no event',
    ];
    assert.deepEqual(await nameBouncedUsers(okta, events), events);
    assert.equal(okta.count('findUserIds'), 0);
  });
});
