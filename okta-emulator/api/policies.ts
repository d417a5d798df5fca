import { Router } from 'express';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import {
  createPolicy,
  deletePolicy,
  replacePolicy,
  setPolicyStatus,
} from '../management/policies.js';
import { policiesByPriority } from '../state/effective-policy.js';
import { requirePolicy } from '../state/find.js';
import type { Org } from '../state/org.js';
import { policyBody } from './policy-body.js';
import { parsePolicy } from './policy-definition.js';
import { requirePolicyType } from './policy-types.js';
import { booleanParameter, textParameter } from './query.js';

/** `/policies`, without their rules. Of the types that Okta knows and this org does not emulate there is no policy. */
export function createPoliciesRouter(org: Org): Router {
  const router = Router();

  router
    .route('/policies')
    .get((req, res) => {
      const given = textParameter(req, 'type');
      if (given === undefined) throw new OktaError('E0000028');
      const type = requirePolicyType(org, given);
      const policies = type === undefined ? [] : policiesByPriority(org, type);
      const [status, prefix = ''] = [textParameter(req, 'status'), textParameter(req, 'q')];
      const asked = policies.filter(
        (policy) =>
          (status === undefined || policy.status === status) && policy.name.startsWith(prefix),
      );
      res.json(asked.map((policy) => policyBody(org, policy)));
    })
    .post((req, res) => {
      const given = parsePolicy(org, req.body);
      // Okta's description: only valid on Classic. Identity Engine is sent it all the same, and takes no notice.
      const activate = org.engine === 'idx' || booleanParameter(req, 'activate', true);
      const status = activate ? given.status : 'INACTIVE';
      const policy = createPolicy(org, apiCaller(res), { ...given, status });
      res.json(policyBody(org, policy));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/policies/:policyId')
    .get((req, res) => {
      res.json(policyBody(org, requirePolicy(org, req.params.policyId)));
    })
    .put((req, res) => {
      const policy = requirePolicy(org, req.params.policyId);
      replacePolicy(org, apiCaller(res), policy, parsePolicy(org, req.body));
      res.json(policyBody(org, policy));
    })
    .delete((req, res) => {
      deletePolicy(org, apiCaller(res), requirePolicy(org, req.params.policyId));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  for (const [operation, status] of [
    ['activate', 'ACTIVE'],
    ['deactivate', 'INACTIVE'],
  ] as const) {
    router
      .route(`/policies/:policyId/lifecycle/${operation}`)
      .post((req, res) => {
        setPolicyStatus(org, apiCaller(res), requirePolicy(org, req.params.policyId), status);
        res.status(204).end();
      })
      .all(answerMethodNotAllowed);
  }

  return router;
}
