import { Router } from 'express';
import { answerMethodNotAllowed, invalid, notFound } from '../errors.js';
import type { Org } from '../state/org.js';
import { orgId } from '../state/resource-path.js';
import { textParameter } from './query.js';

/** What Okta gives an API token or an app of each bucket unless an admin has changed it; the buckets here have it subtracted already. */
const share = { defaultPercentage: 50, defaultConcurrencyPercentage: 50 };

/** `/principal-rate-limits`: the shares of the API token and of each service app. They can't be changed here. */
export function createPrincipalRateLimitsRouter(org: Org): Router {
  const router = Router();
  router
    .route('/principal-rate-limits')
    .get((req, res) => {
      const filter = textParameter(req, 'filter') ?? '';
      const type = /^principalType eq "(SSWS_TOKEN|OAUTH_CLIENT)"$/.exec(filter)?.[1];
      if (type === undefined) throw invalid("'filter': must name a principalType.");
      res.json(entities(org).filter(({ principalType }) => principalType === type));
    })
    .all(answerMethodNotAllowed);
  router
    .route('/principal-rate-limits/:id')
    .get((req, res) => {
      const entity = entities(org).find(({ id }) => id === req.params.id);
      if (!entity) throw notFound(req.params.id, 'PrincipalRateLimitEntity');
      res.json(entity);
    })
    .all(answerMethodNotAllowed);
  return router;
}

function entities(org: Org) {
  const { apiToken, serviceApps } = org.access;
  const principals = [
    { ...apiToken, principalType: 'SSWS_TOKEN' },
    ...[...serviceApps.values()].map((app) => ({ ...app, principalType: 'OAUTH_CLIENT' })),
  ];
  return principals.map(({ id, created, principalType }) => ({
    ...{ id: `prl${id.slice(3)}`, orgId, principalId: id, principalType, ...share },
    ...{ lastUpdate: created, lastUpdatedBy: org.admin.id },
    ...{ createdDate: created, createdBy: org.admin.id },
  }));
}
