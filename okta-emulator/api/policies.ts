import { Router } from 'express';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, OktaError } from '../errors.js';
import { addRule, createPolicy, deletePolicy, replacePolicy } from '../management/policies.js';
import { policiesByPriority } from '../state/effective-policy.js';
import { requirePolicy } from '../state/find.js';
import type { Org } from '../state/org.js';
import { policyBody, policyRuleBody } from './policy-body.js';
import { parsePolicy, parseRule } from './policy-definition.js';
import { textParameter } from './query.js';

/** `/policies` of type MFA_ENROLL: the only policies of this org. */
export function createPoliciesRouter(org: Org): Router {
  const router = Router();

  router
    .route('/policies')
    .get((req, res) => {
      const type = textParameter(req, 'type');
      if (type === undefined) throw new OktaError('E0000028');
      const policies = type === 'MFA_ENROLL' ? policiesByPriority(org) : [];
      res.json(policies.map((policy) => policyBody(org, policy)));
    })
    .post((req, res) => {
      const policy = createPolicy(org, apiCaller(res), parsePolicy(org, req.body));
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

  router
    .route('/policies/:policyId/rules')
    .get((req, res) => {
      const policy = requirePolicy(org, req.params.policyId);
      res.json(policy.rules.map((rule) => policyRuleBody(org, policy, rule)));
    })
    .post((req, res) => {
      const policy = requirePolicy(org, req.params.policyId);
      const rule = addRule(org, apiCaller(res), policy, parseRule(req.body));
      res.json(policyRuleBody(org, policy, rule));
    })
    .all(answerMethodNotAllowed);

  return router;
}
