import assert from 'node:assert/strict';
import { sortEvents } from '../../../src/dispatch/sort-events.js';
import { oktaLogEvent, user } from './okta-log-event.js';

describe('sortEvents', () => {
  it('keeps the order of what is due', () => {
    const values = ['b', 'a', 'c'].map((uuid) => oktaLogEvent({ uuid }));
    assert.deepEqual(
      sortEvents(values).due.map(({ uuid }) => uuid),
      ['b', 'a', 'c'],
    );
  });

  it('takes an event that the list repeats once', () => {
    const { due, repeated } = sortEvents([oktaLogEvent(), oktaLogEvent()]);
    assert.equal(due.length, 1);
    assert.deepEqual(repeated, ['user.lifecycle.create']);
  });

  it('ignores types that are not routed, also where they are about no user', () => {
    const policy = oktaLogEvent({
      uuid: 'policy',
      eventType: 'policy.rule.add',
      actor: { id: 'sprtfrct1fCoETaBc697', type: 'SystemPrincipal' },
      target: [{ id: '00ptfrct3jnlDf626697', type: 'PolicyEntity' }],
    });
    const factor = oktaLogEvent({ uuid: 'factor', eventType: 'user.mfa.factor.activate' });
    assert.deepEqual(sortEvents([policy, factor]), {
      due: [],
      ignored: ['policy.rule.add', 'user.mfa.factor.activate'],
      repeated: [],
      unreadable: [],
    });
  });

  it('ignores what did not succeed', () => {
    const { due, ignored } = sortEvents([oktaLogEvent({ outcome: { result: 'FAILURE' } })]);
    assert.deepEqual({ due, ignored }, { due: [], ignored: ['user.lifecycle.create'] });
  });

  it('sets aside what it cannot read, and takes the 99 others', () => {
    const values: unknown[] = Array.from({ length: 99 }, (_, at) =>
      oktaLogEvent({ uuid: `event-${at}` }),
    );
    values.splice(50, 0, oktaLogEvent({ uuid: 'bad', target: [user('nobody')] }));
    const { due, unreadable } = sortEvents(values);
    assert.equal(due.length, 99);
    assert.deepEqual(unreadable, [
      { unreadable: 'user-id', uuid: 'bad', eventType: 'user.lifecycle.create' },
    ]);
  });

  it('sets aside what is no event at all', () => {
    assert.equal(sortEvents([null, 7, {}]).unreadable.length, 3);
  });
});
