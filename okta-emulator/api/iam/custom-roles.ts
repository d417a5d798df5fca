import { Router, type Request } from 'express';
import * as z from 'zod';

import { answerMethodNotAllowed, notFound } from '../../errors.js';
import { createCustomRole, grant } from '../../management/custom-roles.js';
import { parseBody } from '../../parse-body.js';
import type { CustomRole } from '../../state/custom-role.js';
import type { Org } from '../../state/org.js';
import { permissions } from '../../state/permissions.js';
import { labelled, refuseTakenLabel, requireLabelled } from './labelled.js';

const newRoleSchema = z.strictObject({
  ...labelled,
  permissions: z.array(z.enum(permissions)).min(1),
});
const roleSchema = z.strictObject(labelled);
const conditions = z.strictObject({
  include: z.record(z.string(), z.unknown()).nullish(),
  exclude: z.record(z.string(), z.unknown()).nullish(),
});
const permissionSchema = z.strictObject({ conditions: conditions.nullish() }).optional();

/** `/iam/roles` and their permissions. */
export function createCustomRolesRouter(org: Org): Router {
  const router = Router();
  const { customRoles, resourceSets } = org.access;
  const roleOf = ({ params }: Request<{ role: string }>): CustomRole =>
    requireLabelled(customRoles, params.role, 'Role');
  const permissionOf = (req: Request<{ role: string; permission: string }>) => {
    const role = roleOf(req);
    const { permission: label } = req.params;
    const permission = role.permissions.get(label);
    if (!permission) throw notFound(label, 'Permission');
    return { role, label, permission };
  };

  router
    .route('/roles')
    .get((_req, res) => {
      const roles = [...customRoles.values()].map((role) => roleBody(org, role));
      res.json({ roles, _links: {} });
    })
    .post((req, res) => {
      const definition = parseBody(newRoleSchema, req.body, 'role');
      refuseTakenLabel(customRoles, definition.label);
      res.json(roleBody(org, createCustomRole(org, definition)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/roles/:role')
    .get((req, res) => {
      res.json(roleBody(org, roleOf(req)));
    })
    .put((req, res) => {
      const role = roleOf(req);
      const change = parseBody(roleSchema, req.body, 'role');
      refuseTakenLabel(customRoles, change.label, role);
      Object.assign(role, change, { lastUpdated: new Date() });
      res.json(roleBody(org, role));
    })
    .delete((req, res) => {
      const { id } = roleOf(req);
      customRoles.delete(id);
      for (const { bindings } of resourceSets.values()) bindings.delete(id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/roles/:role/permissions')
    .get((req, res) => {
      const role = roleOf(req);
      const labels = [...role.permissions.keys()];
      res.json({ permissions: labels.map((label) => permissionBody(org, role, label)) });
    })
    .all(answerMethodNotAllowed);

  router
    .route('/roles/:role/permissions/:permission')
    .get((req, res) => {
      const { role, label } = permissionOf(req);
      res.json(permissionBody(org, role, label));
    })
    .post((req, res) => {
      const role = roleOf(req);
      const label = parseBody(z.enum(permissions), req.params.permission, 'permission');
      const given = parseBody(permissionSchema, req.body, 'permission');
      grant(role, label, given?.conditions ?? null);
      res.status(204).end();
    })
    .put((req, res) => {
      const { role, label } = permissionOf(req);
      const given = parseBody(permissionSchema, req.body, 'permission');
      grant(role, label, given?.conditions ?? null);
      res.json(permissionBody(org, role, label));
    })
    .delete((req, res) => {
      const { role, label } = permissionOf(req);
      role.permissions.delete(label);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);
  return router;
}

function roleBody(org: Org, role: CustomRole): object {
  const { id, label, description, created, lastUpdated } = role;
  const href = `${org.url}/api/v1/iam/roles/${id}`;
  return {
    ...{ id, label, description, created, lastUpdated },
    _links: { self: { href }, permissions: { href: `${href}/permissions` } },
  };
}

function permissionBody(org: Org, role: CustomRole, label: string): object {
  const href = `${org.url}/api/v1/iam/roles/${role.id}`;
  const { conditions: limits, ...times } = role.permissions.get(label) ?? { conditions: null };
  return {
    ...{ label, ...times },
    ...(limits && { conditions: limits }),
    _links: { role: { href }, self: { href: `${href}/permissions/${label}` } },
  };
}
