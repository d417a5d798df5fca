import { Router } from 'express';
import { answerMethodNotAllowed, notFound } from '../errors.js';
import { expiryOf } from '../state/api-token.js';
import type { Org } from '../state/org.js';

/** `/api-tokens`: the one API token of the org, without the token itself. */
export function createApiTokensRouter(org: Org): Router {
  const router = Router();
  router
    .route('/api-tokens')
    .get((_req, res) => {
      res.json([apiTokenBody(org)]);
    })
    .all(answerMethodNotAllowed);
  router
    .route('/api-tokens/:apiTokenId')
    .get((req, res) => {
      const { apiTokenId } = req.params;
      if (apiTokenId !== org.access.apiToken.id) throw notFound(apiTokenId, 'ApiToken');
      res.json(apiTokenBody(org));
    })
    .all(answerMethodNotAllowed);
  return router;
}

function apiTokenBody(org: Org): object {
  const { id, name, created, lastUsed } = org.access.apiToken;
  const userId = org.admin.id;
  return {
    ...{ name, userId, tokenWindow: 'P30D', network: { connection: 'ANYWHERE' }, id },
    ...{ clientName: 'Okta API', expiresAt: expiryOf(org), created, lastUpdated: lastUsed },
    _links: {
      self: { href: `${org.url}/api/v1/api-tokens/${id}`, hints: { allow: ['GET', 'DELETE'] } },
      user: { href: `${org.url}/api/v1/users/${userId}`, hints: { allow: ['GET'] } },
    },
  };
}
