import assert from 'node:assert/strict';
import { hookEventTypes } from '../../../src/dispatch/hook-event-types.js';
import { routedEventTypes } from '../../../src/dispatch/routes.js';

const everything = { ignoreTypes: [], signInHints: 'hook' } as const;

describe('the event types of the hook', () => {
  it('are those that are routed, and those that are reacted to where reactions are configured', () => {
    assert.deepEqual(hookEventTypes(everything), routedEventTypes);
    assert.deepEqual(hookEventTypes({ ...everything, reactsToFactors: true }), [
      ...routedEventTypes,
      'user.mfa.factor.activate',
    ]);
  });

  it('leave out what is ignored, and sign-ins that are taken from the log', () => {
    const types = hookEventTypes({
      ignoreTypes: ['user.account.update_profile'],
      signInHints: 'log',
    });

    assert.deepEqual(
      routedEventTypes.filter((type) => !types.includes(type)),
      ['user.authentication.auth_via_mfa', 'user.session.start', 'user.account.update_profile'],
    );
  });
});
