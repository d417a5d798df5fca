import { Router } from 'express';
import * as z from 'zod';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, invalid, OktaError } from '../errors.js';
import { activateUser, deactivateUser } from '../management/lifecycle.js';
import { addToGroup, groupsOf } from '../management/memberships.js';
import { changePassword, changeProfile, createUser, deleteUser } from '../management/users.js';
import { parseBody } from '../parse-body.js';
import { requireGroup, requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { meetsPasswordPolicy } from '../state/password.js';
import type { User } from '../state/user.js';
import type { Caller } from '../caller.js';
import { groupBody } from './group-body.js';
import { page } from './pages.js';
import { booleanParameter, textParameter } from './query.js';
import { searchOf } from './resource-search.js';
import { trimmed, userBody, userInList } from './user-body.js';
import { parseProfile } from './user-profile.js';

const userSchema = z.object({
  profile: z.record(z.string(), z.unknown()).default({}),
  credentials: z.object({ password: z.object({ value: z.string() }).optional() }).optional(),
});
const newUserSchema = userSchema.extend({ groupIds: z.array(z.string()).optional() });

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

/** `/users`, without lifecycle and factors. */
export function createUsersRouter(org: Org): Router {
  const router = Router();

  router
    .route('/users')
    .post((req, res) => {
      const body = parseBody(newUserSchema, req.body, 'newUser');
      const groupIds = body.groupIds ?? [];
      if (groupIds.length > mostGroups) throw new OktaError('E0000093');
      const groups = groupIds.map((id) => requireGroup(org, id));
      const activate = booleanParameter(req, 'activate', true);
      const caller = apiCaller(res);
      const user = createUser(org, caller, {
        profile: parseProfile(body.profile),
        password: parsePassword(body),
        activate,
      });
      for (const group of groups) addToGroup(org, caller, group, user);
      if (activate) activateUser(org, caller, user, true);
      res.json(trimmed(userBody(org, user), req.get('content-type')));
    })
    .get((req, res) => {
      const fits = searchOf(req, searchable);
      const q = textParameter(req, 'q');
      const found = [...org.users.values()].filter((user) => fits(user) && startsWith(user, q));
      const defaultLimit = q === undefined ? 200 : 10;
      const users = page(org, req, res, found, { defaultLimit, maxLimit: 200 });
      res.json(users.map((user) => userInList(org, user)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:id')
    .get((req, res) => {
      const user = requireUser(org, req.params.id);
      res.json(trimmed(userBody(org, user), req.get('content-type')));
    })
    .post((req, res) => {
      const user = requireUser(org, req.params.id);
      const body = parseBody(userSchema, req.body, 'user');
      update(org, apiCaller(res), user, { ...user.profile, ...body.profile }, parsePassword(body));
      res.json(userBody(org, user));
    })
    .put((req, res) => {
      const user = requireUser(org, req.params.id);
      const body = parseBody(userSchema, req.body, 'user');
      update(org, apiCaller(res), user, body.profile, parsePassword(body));
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

function update(
  org: Org,
  caller: Caller,
  user: User,
  profile: Record<string, unknown>,
  password: string | undefined,
): void {
  changeProfile(org, caller, user, parseProfile(profile));
  if (password !== undefined) changePassword(org, caller, user, password);
}

function parsePassword({ credentials }: z.infer<typeof userSchema>): string | undefined {
  const password = credentials?.password?.value;
  if (password !== undefined && !meetsPasswordPolicy(password)) {
    throw invalid('password', 'password: Password requirements were not met.');
  }
  return password;
}

function startsWith({ status, profile }: User, q: string | undefined): boolean {
  if (q === undefined) return true;
  const prefix = q.toLowerCase();
  const names = [profile.firstName, profile.lastName, profile.email];
  const isMatch = names.some((value) => value?.toLowerCase().startsWith(prefix));
  return isMatch && status !== 'DEPROVISIONED';
}
