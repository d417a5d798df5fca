import { Router, type Request } from 'express';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import { setAuthenticatorStatus, setMethodStatus } from '../management/authenticators.js';
import type { Authenticator, AuthenticatorMethod } from '../state/authenticators.js';
import { requireAuthenticator, requireMethod } from '../state/find.js';
import type { Org } from '../state/org.js';
import { authenticatorBody, methodBody } from './authenticator-body.js';

const operations = [
  ['activate', 'ACTIVE'],
  ['deactivate', 'INACTIVE'],
] as const;

/** `/authenticators`, a feature of Identity Engine. New ones, and changes of their settings, are not emulated. */
export function createAuthenticatorsRouter(org: Org): Router {
  const router = Router();
  router.use('/authenticators', (_req, _res, next) => {
    if (org.engine === 'classic') throw new OktaError('E0000015');
    next();
  });

  router
    .route('/authenticators')
    .get((_req, res) => {
      res.json([...org.authenticators.values()].map((each) => authenticatorBody(org, each)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/authenticators/:id')
    .get((req, res) => {
      res.json(authenticatorBody(org, requireAuthenticator(org, req.params.id)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/authenticators/:id/methods')
    .get((req, res) => {
      const authenticator = requireAuthenticator(org, req.params.id);
      res.json(authenticator.methods.map((method) => methodBody(org, authenticator, method)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/authenticators/:id/methods/:type')
    .get((req, res) => {
      const { authenticator, method } = named(org, req);
      res.json(methodBody(org, authenticator, method));
    })
    .all(answerMethodNotAllowed);

  for (const [operation, status] of operations) {
    router
      .route(`/authenticators/:id/lifecycle/${operation}`)
      .post((req, res) => {
        const authenticator = requireAuthenticator(org, req.params.id);
        setAuthenticatorStatus(org, apiCaller(res), authenticator, status);
        res.json(authenticatorBody(org, authenticator));
      })
      .all(answerMethodNotAllowed);

    router
      .route(`/authenticators/:id/methods/:type/lifecycle/${operation}`)
      .post((req, res) => {
        const { authenticator, method } = named(org, req);
        setMethodStatus(org, apiCaller(res), authenticator, method, status);
        res.json(methodBody(org, authenticator, method));
      })
      .all(answerMethodNotAllowed);
  }
  return router;
}

/** @throws OktaError E0000007 for an unknown authenticator, or a method that it does not have. */
function named(
  org: Org,
  { params }: Request<{ id: string; type: string }>,
): { authenticator: Authenticator; method: AuthenticatorMethod } {
  const authenticator = requireAuthenticator(org, params.id);
  return { authenticator, method: requireMethod(authenticator, params.type) };
}
