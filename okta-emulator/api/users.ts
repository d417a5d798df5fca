import { Router } from 'express';
import { visibleTo } from '../access/authorize.js';
import { apiCaller } from '../authentication.js';
import type { Caller } from '../caller.js';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import { activateUser, deactivateUser } from '../management/lifecycle.js';
import { addToGroup, groupsOf } from '../management/memberships.js';
import { changePassword, changeProfile, createUser, deleteUser } from '../management/users.js';
import { requireGroup, requireUser } from '../state/find.js';
import { createListing, type Listing } from '../state/listing.js';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { groupBody } from './group-body.js';
import { page } from './pages.js';
import { booleanParameter, textParameter } from './query.js';
import { searchOf } from './resource-search.js';
import type { ScimFilter } from './scim-filter.js';
import { trimmed, userBody, userInList } from './user-body.js';
import { parseNewUser, parseUserChange, type UserDefinition } from './user-definition.js';

const mostGroups = 20;
const searchable = [
  'id',
  'status',
  'created',
  'activated',
  'statusChanged',
  'lastUpdated',
  'profile.',
];
/** Okta's description of `search`: `co` is for these only. */
const containable = ['profile.firstName', 'profile.lastName', 'profile.email', 'profile.login'];

/** `/users`, without lifecycle and factors. */
export function createUsersRouter(org: Org): Router {
  const router = Router();

  router
    .route('/users')
    .post((req, res) => {
      const { groupIds, ...definition } = parseNewUser(org, req.body);
      if (groupIds.length > mostGroups) throw new OktaError('E0000093');
      const groups = groupIds.map((id) => requireGroup(org, id));
      const activate = booleanParameter(req, 'activate', true);
      const caller = apiCaller(res);
      const user = createUser(org, caller, { ...definition, activate });
      for (const group of groups) addToGroup(org, caller, group, user);
      if (activate) activateUser(org, caller, user, true);
      res.json(trimmed(userBody(org, user), req.get('content-type')));
    })
    .get((req, res) => {
      const q = textParameter(req, 'q') ?? '';
      const search = searchOf(req, searchable, containable);
      const fits = search ?? isNotDeprovisioned;
      const isVisible = visibleTo(org, apiCaller(res)).user;
      const users = page(org, req, res, candidatesFor(org, search), {
        fits: (user) => fits(user) && isVisible(user) && hasNameThatStartsWith(user, q),
        defaultLimit: q === '' ? 200 : 10,
        maxLimit: 200,
      });
      res.json(users.map((user) => userInList(org, user)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:id')
    .get((req, res) => {
      const { id } = req.params;
      // To an API token `me` is its owner; a service app is no user.
      const user = (id === 'me' ? apiCaller(res).user : undefined) ?? requireUser(org, id);
      res.json(trimmed(userBody(org, user), req.get('content-type')));
    })
    .post((req, res) => {
      const user = requireUser(org, req.params.id);
      update(org, apiCaller(res), user, parseUserChange(org, req.body, user.profile));
      res.json(userBody(org, user));
    })
    .put((req, res) => {
      const user = requireUser(org, req.params.id);
      update(org, apiCaller(res), user, parseUserChange(org, req.body, {}));
      res.json(userBody(org, user));
    })
    .delete((req, res) => {
      const user = requireUser(org, req.params.id);
      if (user.status === 'DEPROVISIONED') deleteUser(org, apiCaller(res), user);
      else deactivateUser(org, apiCaller(res), user);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:id/groups')
    .get((req, res) => {
      const groups = groupsOf(org, requireUser(org, req.params.id));
      res.json(groups.map((group) => groupBody(org, group)));
    })
    .all(answerMethodNotAllowed);

  return router;
}

function update(org: Org, caller: Caller, user: User, { profile, password }: UserDefinition): void {
  changeProfile(org, caller, user, profile);
  if (password !== undefined) changePassword(org, caller, user, password);
}

/** Everybody who may fit the search: those whom the index has for it, where it asks for what a profile holds. */
function candidatesFor(org: Org, search: ScimFilter | undefined): Pick<Listing<User>, 'after'> {
  for (const equalities of search?.needs ?? []) {
    const found = equalities.map(({ attribute, value }) => {
      const name = /^profile\.(\w+)$/.exec(attribute)?.[1];
      return name !== undefined && typeof value === 'string'
        ? org.profileIndex.having(name, value)
        : undefined;
    });
    if (!found.includes(undefined)) {
      return createListing(new Set(found.flatMap((users = []) => [...users])));
    }
  }
  return org.userListing;
}

/** Only who searches gets to see deactivated users. */
function isNotDeprovisioned({ status }: User): boolean {
  return status !== 'DEPROVISIONED';
}

/** Whether a name of the user begins with the text; any does with none. */
function hasNameThatStartsWith({ profile }: User, q: string): boolean {
  const prefix = q.toLowerCase();
  const names = [profile.firstName, profile.lastName, profile.email];
  return prefix === '' || names.some((value) => value?.toLowerCase().startsWith(prefix));
}
