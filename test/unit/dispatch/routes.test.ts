import assert from 'node:assert/strict';
import {
  isRouted,
  reactionEventTypes,
  routedEventTypes,
  routeOf,
} from '../../../src/dispatch/routes.js';

const routes: [what: string, eventType: string, outcome: string, route: string | undefined][] = [
  ['a new user', 'user.lifecycle.create', 'SUCCESS', 'start'],
  ['an activation', 'user.lifecycle.activate', 'SUCCESS', 'activated'],
  ['a sign-in with a factor', 'user.authentication.auth_via_mfa', 'SUCCESS', 'activated'],
  ['a new password', 'user.account.update_password', 'SUCCESS', 'activated'],
  ['a sign-in', 'user.session.start', 'SUCCESS', 'activated'],
  ['a changed profile', 'user.account.update_profile', 'SUCCESS', 'profileChanged'],
  ['a deactivation', 'user.lifecycle.deactivate', 'SUCCESS', 'userRemoved'],
  ['a deletion', 'user.lifecycle.delete.initiated', 'SUCCESS', 'userRemoved'],
  ['an activated factor', 'user.mfa.factor.activate', 'SUCCESS', 'react'],
  ['a mail that came back', 'system.email.delivery', 'FAILURE', 'mailBounced'],
];

describe('the routes', () => {
  for (const [what, eventType, outcome, route] of routes) {
    it(`lead from ${what} to ${route}, and from the opposite outcome nowhere`, () => {
      const opposite = outcome === 'SUCCESS' ? 'FAILURE' : 'SUCCESS';
      assert.equal(routeOf({ eventType, outcome }), route);
      assert.equal(routeOf({ eventType, outcome: opposite }), undefined);
    });
  }

  it('lead nowhere from an outcome that Okta does not know, or has put off', () => {
    for (const outcome of ['UNKNOWN', 'DEFERRED', 'ALLOW', '']) {
      for (const eventType of [...routedEventTypes, ...reactionEventTypes]) {
        assert.equal(routeOf({ eventType, outcome }), undefined);
      }
    }
  });

  it('lead nowhere from types that they do not name, also not those that every object knows', () => {
    for (const eventType of ['user.mfa.factor.deactivate', 'constructor', '__proto__', '']) {
      assert.equal(routeOf({ eventType, outcome: 'SUCCESS' }), undefined);
      assert.equal(routeOf({ eventType, outcome: 'FAILURE' }), undefined);
      assert.equal(isRouted(eventType), false);
    }
  });

  it('are what the event hook is subscribed to: each type once, and no other', () => {
    assert.deepEqual(
      [...routedEventTypes, ...reactionEventTypes].toSorted(),
      routes.map(([, eventType]) => eventType).toSorted(),
    );
    assert(routedEventTypes.every(isRouted));
  });
});
