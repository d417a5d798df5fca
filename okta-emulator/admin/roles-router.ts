import { Router } from 'express';
import * as z from 'zod';

import { parseBody } from '../parse-body.js';
import { requireUser } from '../state/find.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { roleTypes } from '../state/role.js';

const rolesSchema = z.array(z.enum(roleTypes));

/** `PUT /users/{id or login}/roles`: a list such as `["SUPER_ADMIN"]`; the user has these roles from then on, and no other. */
export function createRolesAdminRouter(org: Org): Router {
  const router = Router();
  router.put('/users/:user/roles', (req, res) => {
    const user = requireUser(org, req.params.user);
    const created = new Date();
    user.roles = parseBody(rolesSchema, req.body, 'roles').map((type) => ({
      id: newId('ra1'),
      type,
      created,
    }));
    res.json(user.roles);
  });
  return router;
}
