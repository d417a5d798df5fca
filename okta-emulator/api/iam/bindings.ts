import { Router, type Request } from 'express';
import * as z from 'zod';

import { answerMethodNotAllowed, invalid, notFound } from '../../errors.js';
import { bindRole } from '../../management/custom-roles.js';
import { requireServiceApp } from '../../management/service-apps.js';
import { parseBody } from '../../parse-body.js';
import type { CustomRole } from '../../state/custom-role.js';
import { requireGroup, requireUser } from '../../state/find.js';
import type { Org } from '../../state/org.js';
import { pathOf } from '../../state/resource-path.js';
import type { BindingMember, ResourceSet } from '../../state/resource-set.js';
import { requireLabelled } from './labelled.js';
import { resourceSetHref, resourceSetOf } from './resource-sets.js';

const newBindingSchema = z.strictObject({ role: z.string(), members: z.array(z.string()).min(1) });
const additionsSchema = z.strictObject({ additions: z.array(z.string()).min(1) });

/** `/iam/resource-sets/{set}/bindings`: who has which custom role on the resources of a set. */
export function createBindingsRouter(org: Org): Router {
  const router = Router();
  const roleOf = (idOrLabel: string): CustomRole =>
    requireLabelled(org.access.customRoles, idOrLabel, 'Role');
  const bindingOf = (req: Request<{ set: string; role: string }>) => {
    const set = resourceSetOf(org, req);
    const role = roleOf(req.params.role);
    const members = set.bindings.get(role.id);
    if (!members) throw notFound(req.params.role, 'ResourceSetBinding');
    return { set, role, members };
  };
  const memberOf = (req: Request<{ set: string; role: string; member: string }>) => {
    const binding = bindingOf(req);
    const member = binding.members.get(req.params.member);
    if (!member) throw notFound(req.params.member, 'ResourceSetBindingMember');
    return { ...binding, member };
  };

  router
    .route('/resource-sets/:set/bindings')
    .get((req, res) => {
      const set = resourceSetOf(org, req);
      const href = resourceSetHref(org, set);
      const roles = [...set.bindings.keys()].map((id) => ({
        id,
        _links: {
          self: { href: `${org.url}/api/v1/iam/roles/${id}` },
          members: { href: `${href}/bindings/${id}/members` },
        },
      }));
      const links = { self: { href: `${href}/bindings` }, 'resource-set': { href } };
      res.json({ roles, _links: links });
    })
    .post((req, res) => {
      const set = resourceSetOf(org, req);
      const given = parseBody(newBindingSchema, req.body, 'binding');
      const role = roleOf(given.role);
      addMembers(org, set, role, given.members);
      res.json({ _links: editedLinks(org, set, role) });
    })
    .all(answerMethodNotAllowed);

  router
    .route('/resource-sets/:set/bindings/:role')
    .get((req, res) => {
      const { set, role } = bindingOf(req);
      const href = resourceSetHref(org, set);
      const self = `${href}/bindings/${role.id}`;
      const members = { href: `${self}/members` };
      res.json({
        id: role.id,
        _links: { self: { href: self }, members, 'resource-set': { href } },
      });
    })
    .delete((req, res) => {
      const { set, role } = bindingOf(req);
      set.bindings.delete(role.id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/resource-sets/:set/bindings/:role/members')
    .get((req, res) => {
      const { set, role, members } = bindingOf(req);
      const binding = `${resourceSetHref(org, set)}/bindings/${role.id}`;
      res.json({
        members: [...members.values()].map((member) => memberBody(org, member)),
        _links: { self: { href: `${binding}/members` }, binding: { href: binding } },
      });
    })
    .patch((req, res) => {
      const { set, role } = bindingOf(req);
      const { additions } = parseBody(additionsSchema, req.body, 'binding');
      addMembers(org, set, role, additions);
      res.json({ _links: editedLinks(org, set, role) });
    })
    .all(answerMethodNotAllowed);

  router
    .route('/resource-sets/:set/bindings/:role/members/:member')
    .get((req, res) => {
      res.json(memberBody(org, memberOf(req).member));
    })
    .delete((req, res) => {
      const { members, member } = memberOf(req);
      members.delete(member.id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);
  return router;
}

/** All or none. */
function addMembers(org: Org, set: ResourceSet, role: CustomRole, urls: readonly string[]): void {
  const paths = urls.map((url) => memberPath(org, url));
  for (const path of paths) bindRole(set, role, path);
}

/** @throws OktaError E0000001 for what is no user, group or client; E0000007 for one that is not there. */
function memberPath(org: Org, url: string): string {
  const path = pathOf(url) ?? '';
  const [, kind, id = ''] =
    /^\/(?:api|oauth2)\/v1\/(users|groups|clients)\/(\w+)$/.exec(path) ?? [];
  if (kind === 'users') requireUser(org, id);
  else if (kind === 'groups') requireGroup(org, id);
  else if (kind === 'clients') requireServiceApp(org, id);
  else throw invalid('members', `members: '${url}' is not a user, a group or a client.`);
  return path;
}

function editedLinks(org: Org, set: ResourceSet, { id }: CustomRole): object {
  const href = resourceSetHref(org, set);
  return {
    self: { href: `${href}/bindings/${id}` },
    bindings: { href: `${href}/bindings` },
    'resource-set': { href },
  };
}

function memberBody(org: Org, { id, path, created }: BindingMember): object {
  return { id, created, lastUpdated: created, _links: { self: { href: org.url + path } } };
}
