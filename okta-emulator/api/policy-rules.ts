import { Router, type Request } from 'express';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed } from '../errors.js';
import { addRule, deleteRule, replaceRule, setRuleStatus } from '../management/policy-rules.js';
import { requirePolicy, requireRule } from '../state/find.js';
import type { Org } from '../state/org.js';
import { policyRuleBody } from './policy-body.js';
import { parseRule } from './policy-rule-definition.js';
import { booleanParameter } from './query.js';

/** `/policies/{policyId}/rules` of every type of policy. */
export function createPolicyRulesRouter(org: Org): Router {
  const router = Router();

  router
    .route('/policies/:policyId/rules')
    .get((req, res) => {
      const policy = requirePolicy(org, req.params.policyId);
      res.json(policy.rules.map((rule) => policyRuleBody(org, policy, rule)));
    })
    .post((req, res) => {
      const policy = requirePolicy(org, req.params.policyId);
      const given = parseRule(policy.type, req.body);
      const status = booleanParameter(req, 'activate', true) ? given.status : 'INACTIVE';
      const rule = addRule(org, apiCaller(res), policy, { ...given, status });
      res.json(policyRuleBody(org, policy, rule));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/policies/:policyId/rules/:ruleId')
    .get((req, res) => {
      const { policy, rule } = named(org, req);
      res.json(policyRuleBody(org, policy, rule));
    })
    .put((req, res) => {
      const { policy, rule } = named(org, req);
      replaceRule(org, apiCaller(res), policy, rule, parseRule(policy.type, req.body));
      res.json(policyRuleBody(org, policy, rule));
    })
    .delete((req, res) => {
      const { policy, rule } = named(org, req);
      deleteRule(org, apiCaller(res), policy, rule);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  for (const [operation, status] of [
    ['activate', 'ACTIVE'],
    ['deactivate', 'INACTIVE'],
  ] as const) {
    router
      .route(`/policies/:policyId/rules/:ruleId/lifecycle/${operation}`)
      .post((req, res) => {
        const { policy, rule } = named(org, req);
        setRuleStatus(org, apiCaller(res), policy, rule, status);
        res.status(204).end();
      })
      .all(answerMethodNotAllowed);
  }

  return router;
}

/** @throws OktaError E0000007 for an unknown policy, or a rule that it does not have. */
function named(org: Org, { params }: Request<{ policyId: string; ruleId: string }>) {
  const policy = requirePolicy(org, params.policyId);
  return { policy, rule: requireRule(policy, params.ruleId) };
}
