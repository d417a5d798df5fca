import { Router, type Request } from 'express';
import * as z from 'zod';

import { answerMethodNotAllowed } from '../../errors.js';
import { createResourceSet } from '../../management/custom-roles.js';
import { parseBody } from '../../parse-body.js';
import type { Org } from '../../state/org.js';
import type { ResourceSet } from '../../state/resource-set.js';
import { labelled, refuseTakenLabel, requireLabelled } from './labelled.js';

const newSetSchema = z.strictObject({ ...labelled, resources: z.array(z.string()).max(1000) });
const setSchema = z.strictObject(labelled);

/** By id or by label. @throws OktaError E0000007 */
export function resourceSetOf(org: Org, { params }: Request<{ set: string }>): ResourceSet {
  return requireLabelled(org.access.resourceSets, params.set, 'ResourceSet');
}

/** `/iam/resource-sets` */
export function createResourceSetsRouter(org: Org): Router {
  const router = Router();
  const { resourceSets } = org.access;

  router
    .route('/resource-sets')
    .get((_req, res) => {
      const sets = [...resourceSets.values()].map((set) => resourceSetBody(org, set));
      res.json({ 'resource-sets': sets, _links: {} });
    })
    .post((req, res) => {
      const definition = parseBody(newSetSchema, req.body, 'resourceSet');
      refuseTakenLabel(resourceSets, definition.label);
      res.json(resourceSetBody(org, createResourceSet(org, definition)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/resource-sets/:set')
    .get((req, res) => {
      res.json(resourceSetBody(org, resourceSetOf(org, req)));
    })
    .put((req, res) => {
      const set = resourceSetOf(org, req);
      const change = parseBody(setSchema, req.body, 'resourceSet');
      refuseTakenLabel(resourceSets, change.label, set);
      Object.assign(set, change, { lastUpdated: new Date() });
      res.json(resourceSetBody(org, set));
    })
    .delete((req, res) => {
      resourceSets.delete(resourceSetOf(org, req).id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);
  return router;
}

export function resourceSetHref(org: Org, { id }: ResourceSet): string {
  return `${org.url}/api/v1/iam/resource-sets/${id}`;
}

export function resourceSetBody(org: Org, set: ResourceSet): object {
  const { id, label, description, created, lastUpdated } = set;
  const href = resourceSetHref(org, set);
  return {
    ...{ id, label, description, created, lastUpdated },
    _links: {
      self: { href },
      resources: { href: `${href}/resources` },
      bindings: { href: `${href}/bindings` },
    },
  };
}
