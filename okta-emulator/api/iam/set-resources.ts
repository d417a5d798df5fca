import { Router, type Request } from 'express';
import * as z from 'zod';

import { answerMethodNotAllowed, notFound } from '../../errors.js';
import { addResource } from '../../management/custom-roles.js';
import { parseBody } from '../../parse-body.js';
import type { Org } from '../../state/org.js';
import type { ResourceSet, SetResource } from '../../state/resource-set.js';
import { resourceSetBody, resourceSetHref, resourceSetOf } from './resource-sets.js';

const conditions = z.strictObject({
  Exclude: z.strictObject({ 'okta:ORN': z.array(z.string()) }).optional(),
});
const additionsSchema = z.strictObject({ additions: z.array(z.string()) });
const newResourceSchema = z.strictObject({ resourceOrnOrUrl: z.string(), conditions });
const resourceSchema = z.strictObject({ conditions: conditions.optional() });

/** `/iam/resource-sets/{set}/resources` */
export function createSetResourcesRouter(org: Org): Router {
  const router = Router();
  const resourceOf = (req: Request<{ set: string; resource: string }>) => {
    const set = resourceSetOf(org, req);
    const resource = set.resources.get(req.params.resource);
    if (!resource) throw notFound(req.params.resource, 'ResourceSetResource');
    return { set, resource };
  };

  router
    .route('/resource-sets/:set/resources')
    .get((req, res) => {
      const set = resourceSetOf(org, req);
      const resources = [...set.resources.values()];
      res.json({
        resources: resources.map((resource) => resourceBody(org, set, resource)),
        _links: { 'resource-set': { href: resourceSetHref(org, set) } },
      });
    })
    .patch((req, res) => {
      const set = resourceSetOf(org, req);
      const { additions } = parseBody(additionsSchema, req.body, 'resources');
      for (const addition of additions) addResource(set, addition);
      res.json(resourceSetBody(org, set));
    })
    .post((req, res) => {
      const set = resourceSetOf(org, req);
      const given = parseBody(newResourceSchema, req.body, 'resource');
      const added = addResource(set, given.resourceOrnOrUrl, given.conditions);
      res.json(resourceBody(org, set, added));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/resource-sets/:set/resources/:resource')
    .get((req, res) => {
      const { set, resource } = resourceOf(req);
      res.json(resourceBody(org, set, resource));
    })
    .put((req, res) => {
      const { set, resource } = resourceOf(req);
      resource.conditions = parseBody(resourceSchema, req.body, 'resource').conditions;
      resource.lastUpdated = new Date();
      res.json(resourceBody(org, set, resource));
    })
    .delete((req, res) => {
      const { set, resource } = resourceOf(req);
      set.resources.delete(resource.id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);
  return router;
}

function resourceBody(org: Org, set: ResourceSet, resource: SetResource): object {
  const { id, orn, path, conditions: limits, created, lastUpdated } = resource;
  return {
    ...{ id, orn, created, lastUpdated },
    ...(limits && { conditions: limits }),
    _links: {
      ...(path !== undefined && { self: { href: org.url + path } }),
      resource: { href: `${resourceSetHref(org, set)}/resources/${id}` },
    },
  };
}
