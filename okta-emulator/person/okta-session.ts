import type { UserCaller } from '../caller.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';
import type { LogTarget } from '../system-log/log-event.js';

const dashboard: LogTarget = {
  id: '0oaOktaDashboard05d7',
  type: 'AppInstance',
  alternateId: 'Okta Dashboard',
  displayName: 'Okta Dashboard',
  detailEntry: null,
};

/** The person is signed in: records `policy.evaluate_sign_on` and `user.session.start`. */
export function startOktaSession(org: Org, session: PersonSession, caller: UserCaller): void {
  session.step = 'signed-in';
  caller.user.lastLogin = new Date();
  org.log.record({
    eventType: 'policy.evaluate_sign_on',
    caller,
    target: [],
    outcome: { result: 'ALLOW', reason: 'Sign-on policy evaluation resulted in ALLOW' },
  });
  // Okta's own samples name the person as the actor only: there is no target of type User.
  org.log.record({ eventType: 'user.session.start', caller, target: [dashboard] });
}
