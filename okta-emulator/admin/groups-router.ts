import { Router } from 'express';
import * as z from 'zod';

import { groupBody } from '../api/group-body.js';
import { parseBody } from '../parse-body.js';
import { requireGroup } from '../state/find.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';

const type = z.enum(['OKTA_GROUP', 'APP_GROUP']);
const newGroupSchema = z.strictObject({
  type: type.default('APP_GROUP'),
  name: z.string().min(1),
  description: z.string().nullable().default(null),
});
const groupTypeSchema = z.strictObject({ type });

/**
 * Groups as an app imports them, such as Active Directory's. `POST /groups` makes one: an APP_GROUP, of any name, also one that is taken.
 * `PUT /groups/{id}` makes a group another's, or Okta's again.
 */
export function createGroupsAdminRouter(org: Org): Router {
  const router = Router();
  router.post('/groups', (req, res) => {
    const { type, ...profile } = parseBody(newGroupSchema, req.body, 'group');
    const now = new Date();
    const group = {
      ...{ id: newId('00g'), type, profile },
      ...{ created: now, lastUpdated: now, lastMembershipUpdated: now },
    };
    org.groups.set(group.id, group);
    res.status(201).json(groupBody(org, group));
  });
  router.put('/groups/:groupId', (req, res) => {
    const group = requireGroup(org, req.params.groupId);
    group.type = parseBody(groupTypeSchema, req.body, 'group').type;
    res.json(groupBody(org, group));
  });
  return router;
}
