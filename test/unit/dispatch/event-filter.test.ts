import assert from 'node:assert/strict';
import { createEventFilter, type EventFilterSettings } from '../../../src/dispatch/event-filter.js';
import { parseOktaEvent } from '../../../src/dispatch/parse-okta-event.js';
import { routedEventTypes } from '../../../src/dispatch/routes.js';
import { oktaLogEvent, user } from './okta-log-event.js';

const everything: EventFilterSettings = {
  ignoreTypes: [],
  ignoreActors: [],
  ownActors: [],
  signInHints: 'hook',
};

/** Whether the event concerns us, under the settings. */
function concerns(
  settings: Partial<EventFilterSettings>,
  changes: Record<string, unknown> = {},
  source: 'hook' | 'log' = 'hook',
): boolean {
  const parsed = parseOktaEvent(oktaLogEvent(changes));
  assert('event' in parsed, JSON.stringify(parsed));
  return createEventFilter({ ...everything, ...settings }, source)(parsed);
}

/** The types that still concern us, in the order of the routes. */
function typesThatConcern(
  settings: Partial<EventFilterSettings>,
  changes: Record<string, unknown> = {},
  source: 'hook' | 'log' = 'hook',
): string[] {
  return routedEventTypes.filter((eventType) =>
    concerns(settings, { eventType, ...changes }, source),
  );
}

const byToken = { transaction: { type: 'WEB', id: 'x', detail: { requestApiTokenId: '00T1' } } };

describe('the event filter', () => {
  it('takes every routed event unless it is told otherwise', () => {
    for (const source of ['hook', 'log'] as const) {
      assert.deepEqual(typesThatConcern({}, {}, source), routedEventTypes);
    }
  });

  it('leaves out the types that are named', () => {
    const ignoreTypes = ['user.session.start', 'user.account.update_profile'];
    assert.deepEqual(
      typesThatConcern({ ignoreTypes }),
      routedEventTypes.filter((type) => !ignoreTypes.includes(type)),
    );
  });

  it('leaves out what the named actors did, also the creation of a user', () => {
    const actor = { id: '00uadm1nadm1nadm1n00', type: 'User' };
    assert.deepEqual(typesThatConcern({ ignoreActors: [actor.id] }, { actor }), []);
    assert.equal(concerns({ ignoreActors: ['0oaother'] }, { actor }), true);
    assert.equal(concerns({ ignoreActors: [actor.id] }, { actor: null }), true);
  });

  describe('by the login', () => {
    const loginPattern = /@example\.com$/i;
    const target = (alternateId: unknown) => ({ target: [{ ...user(), alternateId }] });

    it('takes the users whose login fits', () => {
      assert.equal(concerns({ loginPattern }, target('jane@EXAMPLE.com')), true);
      assert.equal(concerns({ loginPattern }, target('jane@example.com.evil.example')), false);
    });

    it('looks at the user whom the event is about, not at who did it', () => {
      const actor = { id: '00uadm1nadm1nadm1n00', type: 'User', alternateId: 'a@other.example' };
      assert.equal(concerns({ loginPattern }, { actor, ...target('jane@example.com') }), true);
      assert.equal(concerns({ loginPattern }, { actor, target: null }), false);
    });

    it('takes a user whose login the event does not say: nobody is lost by it', () => {
      for (const login of [null, undefined, 7]) {
        assert.equal(concerns({ loginPattern }, target(login)), true);
      }
    });

    it('gives the same answer every time, whatever the flags of the pattern', () => {
      const filter = createEventFilter({ ...everything, loginPattern: /jane/g }, 'hook');
      const parsed = parseOktaEvent(oktaLogEvent());
      assert('event' in parsed);
      assert.deepEqual([filter(parsed), filter(parsed)], [true, true]);
    });
  });

  describe('of sign-in hints', () => {
    const signIns = ['user.authentication.auth_via_mfa', 'user.session.start'];

    it('leaves them to the log where the configuration says so', () => {
      assert.deepEqual(
        typesThatConcern({ signInHints: 'log' }, {}, 'hook'),
        routedEventTypes.filter((type) => !signIns.includes(type)),
      );
    });

    it('takes them from the log then', () => {
      assert.deepEqual(typesThatConcern({ signInHints: 'log' }, {}, 'log'), routedEventTypes);
    });
  });

  describe('of our own acts', () => {
    const ours: [who: string, ownActors: string[], changes: Record<string, unknown>][] = [
      ['our service app', ['0oaours'], { actor: { id: '0oaours', type: 'PublicClientApp' } }],
      ['our API token', ['00T1'], byToken],
    ];
    for (const [who, ownActors, changes] of ours) {
      it(`knows ${who}: only whom it created is news, and a mail that came back`, () => {
        const news = ['user.lifecycle.create', 'system.email.delivery'];
        assert.deepEqual(typesThatConcern({ ownActors }, changes), news);
        assert.deepEqual(typesThatConcern({ ownActors }, changes, 'log'), news);
      });
    }

    it("takes what others did, with a token or without, and what the token's owner did by hand", () => {
      assert.deepEqual(typesThatConcern({ ownActors: ['00T2'] }, byToken), routedEventTypes);
      for (const transaction of [null, { detail: null }, { detail: {} }, 7, { detail: 'x' }]) {
        assert.equal(concerns({ ownActors: ['00T1'] }, { transaction }), true);
      }
    });
  });

  describe('factors that are activated', () => {
    const activation = { eventType: 'user.mfa.factor.activate' };

    it('are none of our concern unless there are reactions', () => {
      for (const source of ['hook', 'log'] as const) {
        assert.equal(concerns({}, activation, source), false);
        assert.equal(concerns({ reactsToFactors: true }, activation, source), true);
      }
    });

    it('are no news where we activated them ourselves', () => {
      const byUs = { ...activation, actor: { id: '00u000000000preenrol', type: 'User' } };
      const settings = { reactsToFactors: true, ownActors: ['00u000000000preenrol'] };
      assert.equal(concerns(settings, byUs, 'hook'), false);
    });
  });
});
