import { Router } from 'express';
import * as z from 'zod';
import { visibleTo } from '../access/authorize.js';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed } from '../errors.js';
import { createGroup, deleteGroup, replaceGroup } from '../management/groups.js';
import { addToGroup, removeFromGroup } from '../management/memberships.js';
import { parseBody } from '../parse-body.js';
import { membersOf } from '../state/directory.js';
import { requireGroup, requireUser } from '../state/find.js';
import { createListing } from '../state/listing.js';
import type { Org } from '../state/org.js';
import { groupBody } from './group-body.js';
import { page } from './pages.js';
import { textParameter } from './query.js';
import { searchOf } from './resource-search.js';
import { userInList } from './user-body.js';

const readOnly = z.unknown().optional();
/** Attributes of groups that are not Okta's own are not emulated, and therefore refused. */
const groupSchema = z.strictObject({
  profile: z.strictObject({
    name: z.string().min(1, 'The field cannot be left blank').max(255),
    description: z.string().max(1024).nullable().default(null),
  }),
});
/** Who replaces a group may send back what was read. */
const readGroupSchema = groupSchema.extend({
  ...{ id: readOnly, created: readOnly, lastUpdated: readOnly, lastMembershipUpdated: readOnly },
  ...{ objectClass: readOnly, type: readOnly, _links: readOnly, _embedded: readOnly },
});
const searchable = ['id', 'type', 'created', 'lastUpdated', 'lastMembershipUpdated', 'profile.'];

/** `/groups` and their members. */
export function createGroupsRouter(org: Org): Router {
  const router = Router();

  router
    .route('/groups')
    .post((req, res) => {
      const { profile } = parseBody(groupSchema, req.body, 'group');
      res.json(groupBody(org, createGroup(org, apiCaller(res), profile)));
    })
    .get((req, res) => {
      const fits = searchOf(req, searchable) ?? (() => true);
      const isVisible = visibleTo(org, apiCaller(res)).group;
      const isSearch = textParameter(req, 'search') !== undefined;
      const indexedTo = Date.now() - (isSearch ? org.settings.groupSearchDelayMs : 0);
      const prefix = textParameter(req, 'q')?.toLowerCase() ?? '';
      const groups = page(org, req, res, createListing(org.groups.values()), {
        fits: (group) =>
          fits(group) &&
          isVisible(group) &&
          group.created.getTime() <= indexedTo &&
          group.profile.name.toLowerCase().startsWith(prefix),
        defaultLimit: prefix === '' ? 10_000 : 300,
        maxLimit: 10_000,
      });
      res.json(groups.map((group) => groupBody(org, group)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/:groupId')
    .get((req, res) => {
      res.json(groupBody(org, requireGroup(org, req.params.groupId)));
    })
    .put((req, res) => {
      const group = requireGroup(org, req.params.groupId);
      replaceGroup(org, group, parseBody(readGroupSchema, req.body, 'group').profile);
      res.json(groupBody(org, group));
    })
    .delete((req, res) => {
      deleteGroup(org, apiCaller(res), requireGroup(org, req.params.groupId));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/:groupId/users')
    .get((req, res) => {
      const members = membersOf(org, requireGroup(org, req.params.groupId).id);
      const users = page(org, req, res, members, { defaultLimit: 1000, maxLimit: 1000 });
      res.json(users.map((user) => userInList(org, user)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/:groupId/users/:userId')
    .put((req, res) => {
      const group = requireGroup(org, req.params.groupId);
      addToGroup(org, apiCaller(res), group, requireUser(org, req.params.userId));
      res.status(204).end();
    })
    .delete((req, res) => {
      const group = requireGroup(org, req.params.groupId);
      removeFromGroup(org, apiCaller(res), group, requireUser(org, req.params.userId));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  return router;
}
