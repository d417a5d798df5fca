import { check, failure, ok, unknown, warning, type Judgement } from '../check.js';
import type { ReadFailure } from '../read-failure.js';

const day = 24 * 60 * 60_000;

/** What a look at the console tells, where no API does. */
const tokenPage = 'Admin Console > Security > API > Tokens';
const appPage = 'Admin Console > Applications > the service app';

/** Roles that can do far more than enroll phones and change two groups. https://help.okta.com/okta_help.htm?id=ext-administrators */
const excessiveRoles = ['SUPER_ADMIN', 'ORG_ADMIN', 'APP_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN'];
/** Roles that may do all that a hire needs. Custom roles say nothing by their type. */
const sufficientRoles = ['SUPER_ADMIN', 'ORG_ADMIN', 'USER_ADMIN', 'CUSTOM'];

export const credentialChecks = [
  check('credential-valid', {
    title: 'Okta takes the credential',
    needs: ['ownUser'],
    remedy:
      'Make a new API token, or see that the service app is active and its key is registered; then set it in the environment of worker and doctor.',
    byHand: `See whether the credential is there and active: ${tokenPage}, or ${appPage}.`,
    judge: ({ ownUser }) =>
      ok(ownUser === undefined ? 'a service app' : `an API token of the user ${ownUser.id}`),
    judgeFailure: whereRejected,
  }),

  check('credential-kind', {
    title: 'The credential is a service app',
    needs: ['credentialKind'],
    remedy:
      'Set up a service app with its own key (`preenroll setup`), and OKTA_CLIENT_AUTHORIZATIONMODE=PrivateKey: an API token acts with all that its owner may do.',
    byHand: 'See whether OKTA_CLIENT_TOKEN is set.',
    judge: ({ credentialKind }) =>
      credentialKind === 'service-app'
        ? ok('a service app with a key')
        : warning('an API token (SSWS): for trials'),
  }),

  check('credential-expiry', {
    title: 'The credential is not about to expire',
    needs: ['credentialKind', 'apiToken'],
    remedy: `Use the token, or make a new one: it dies when it is not used for 30 days (${tokenPage}).`,
    byHand: `Look when the token expires: ${tokenPage}.`,
    judge({ credentialKind, apiToken }, now) {
      if (credentialKind === 'service-app') return ok('the key of a service app does not expire');
      if (apiToken?.expiresAt === undefined)
        return unknown('Okta does not tell when the token expires');
      const left = Date.parse(apiToken.expiresAt) - now.getTime();
      if (left <= 0) return failure(`expired at ${apiToken.expiresAt}`);
      const days = Math.floor(left / day);
      return left < 7 * day
        ? warning(`expires in ${days} days, at ${apiToken.expiresAt}, unless it is used`)
        : ok(`lives until ${apiToken.expiresAt}, and 30 days from each use`);
    },
    judgeFailure: whereRejected,
  }),

  check('scopes-sufficient', {
    title: 'The scopes suffice',
    needs: ['scopes'],
    remedy:
      'Grant the missing scopes to the service app: Applications > the app > Okta API Scopes.',
    byHand: `Compare the granted scopes with docs/doctor.md: ${appPage} > Okta API Scopes.`,
    judge({ scopes }) {
      if (scopes === undefined) return ok('an API token has no scopes: its role decides');
      const { needed, missing } = scopes;
      return missing.length === 0
        ? ok(`granted: ${needed.join(', ')}`)
        : failure(`missing: ${missing.join(', ')}`);
    },
    judgeFailure: whereRejected,
  }),

  check('scopes-not-excessive', {
    title: 'The scopes are not more than needed',
    needs: ['scopes'],
    remedy: 'Revoke the superfluous grants: Applications > the app > Okta API Scopes.',
    byHand: `Compare the granted scopes with docs/doctor.md: ${appPage} > Okta API Scopes.`,
    judge({ scopes }) {
      if (scopes === undefined)
        return unknown('an API token has no scopes: see role-not-excessive');
      return scopes.excessive.length === 0
        ? ok('tokens with other scopes are refused')
        : warning(`tokens can also be had for: ${scopes.excessive.join(', ')}`);
    },
  }),

  check('role-sufficient', {
    title: 'The admin role suffices',
    needs: ['credentialKind', 'ownRoles'],
    remedy:
      'Give the credential a role that may manage the users of hires and the members of Group A and Group B (`preenroll setup` makes one).',
    byHand:
      'Look at Security > Administrators for the roles of the service app, or of the owner of the token.',
    judge({ credentialKind, ownRoles }) {
      if (ownRoles.length === 0) {
        // A role that is bound by a resource set need not be among those that Okta lists for the app.
        return credentialKind === 'service-app'
          ? unknown('no role is assigned to the app itself; one may be bound by a resource set')
          : failure('it has no admin role: it may do nothing');
      }
      const roles = ownRoles.join(', ');
      return ownRoles.some((role) => sufficientRoles.includes(role))
        ? ok(roles)
        : warning(`${roles}: not known to suffice`);
    },
  }),

  check('role-not-excessive', {
    title: 'The admin role is not more than needed',
    needs: ['ownRoles'],
    remedy:
      'Use a custom role on a resource set of the two groups (`preenroll setup` makes both), and take the wider role away.',
    byHand:
      'Look at Security > Administrators for the roles of the service app, or of the owner of the token.',
    judge({ ownRoles }) {
      const excessive = ownRoles.filter((role) => excessiveRoles.includes(role));
      return excessive.length === 0
        ? ok(ownRoles.length === 0 ? 'none' : ownRoles.join(', '))
        : warning(`it can do more than it must: ${excessive.join(', ')}`);
    },
  }),

  check('other-groups-out-of-reach', {
    title: 'Other groups are out of reach',
    needs: ['reachesOtherGroups'],
    remedy:
      'Bind the role to a resource set of Group A and Group B only: with this credential members of any group can be changed.',
    byHand:
      'Look at Security > Administrators > Resources: the set of the role must hold the two groups only.',
    judge({ reachesOtherGroups }) {
      if (reachesOtherGroups === undefined)
        return unknown('no other group is known to try it with');
      return reachesOtherGroups
        ? warning('Okta would have taken somebody out of a group that is none of ours')
        : ok('Okta refuses to change another group');
    },
  }),
];

function whereRejected({ kind, text }: ReadFailure): Judgement | undefined {
  return kind === 'unauthorized' ? failure(text) : undefined;
}
