import assert from 'node:assert/strict';
import type { OktaEvent } from '../../../src/contract/okta-event.js';
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
    const [{ uuid, eventType }] = due as [OktaEvent];
    assert.deepEqual(repeated, [{ uuid, eventType }]);
  });

  it('ignores types that are not routed, also where they are about no user', () => {
    const policy = oktaLogEvent({
      uuid: 'policy',
      eventType: 'policy.rule.add',
      actor: { id: 'sprtfrct1fCoETaBc697', type: 'SystemPrincipal' },
      target: [{ id: '00ptfrct3jnlDf626697', type: 'PolicyEntity' }],
    });
    const factor = oktaLogEvent({ uuid: 'factor', eventType: 'user.mfa.factor.deactivate' });
    assert.deepEqual(sortEvents([policy, factor]), {
      due: [],
      ignored: [
        { uuid: 'policy', eventType: 'policy.rule.add' },
        { uuid: 'factor', eventType: 'user.mfa.factor.deactivate' },
      ],
      repeated: [],
      unreadable: [],
    });
  });

  it('ignores what did not succeed', () => {
    const failed = oktaLogEvent({ uuid: 'failed', outcome: { result: 'FAILURE' } });
    const { due, ignored } = sortEvents([failed]);
    assert.deepEqual(due, []);
    assert.deepEqual(ignored, [{ uuid: 'failed', eventType: 'user.lifecycle.create' }]);
  });

  it('ignores what the filter takes away, and asks it about nothing else', () => {
    const values = [
      oktaLogEvent({ uuid: 'ours' }),
      oktaLogEvent({ uuid: 'theirs' }),
      oktaLogEvent({ uuid: 'failed', outcome: { result: 'FAILURE' } }),
      oktaLogEvent({ uuid: 'other', eventType: 'user.mfa.factor.deactivate' }),
    ];
    const asked: string[] = [];
    const { due, ignored } = sortEvents(values, ({ event: { uuid } }) => {
      asked.push(uuid);
      return uuid === 'ours';
    });

    assert.deepEqual(asked, ['ours', 'theirs']);
    assert.deepEqual(
      [due, ignored].map((events) => events.map(({ uuid }) => uuid)),
      [['ours'], ['theirs', 'failed', 'other']],
    );
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
