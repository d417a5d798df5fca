import { Router } from 'express';
import * as z from 'zod';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, invalid } from '../errors.js';
import {
  activateGroupRule,
  createGroupRule,
  deactivateGroupRule,
  deleteGroupRule,
  replaceGroupRule,
  type GroupRuleDefinition,
} from '../management/group-rules.js';
import { parseBody } from '../parse-body.js';
import { requireGroup, requireGroupRule } from '../state/find.js';
import type { GroupRule } from '../state/group-rule.js';
import { createListing } from '../state/listing.js';
import type { Org } from '../state/org.js';
import { readRuleExpression } from '../state/rule-expression.js';
import { page } from './pages.js';
import { booleanParameter, textParameter } from './query.js';

const excluded = z.strictObject({ exclude: z.array(z.string()).default([]) }).optional();

/** Source: CreateGroupRuleRequest and GroupRule in Okta's description. */
const newRuleSchema = z.strictObject({
  type: z.literal('group_rule'),
  name: z.string().min(1).max(50),
  conditions: z.strictObject({
    people: z.strictObject({ users: excluded, groups: excluded }).optional(),
    expression: z.strictObject({
      type: z.literal('urn:okta:expression:1.0'),
      value: z.string().refine((text) => readRuleExpression(text) !== undefined, 'not emulated'),
    }),
  }),
  actions: z.strictObject({
    assignUserToGroups: z.strictObject({ groupIds: z.array(z.string()).min(1) }),
  }),
});
const readOnly = z.unknown().optional();
const ruleSchema = newRuleSchema.extend({
  ...{ id: readOnly, status: readOnly, created: readOnly, lastUpdated: readOnly },
  _embedded: readOnly,
});

/** `/groups/rules`. Stands before `/groups/{groupId}`. */
export function createGroupRulesRouter(org: Org): Router {
  const router = Router();

  router
    .route('/groups/rules')
    .get((req, res) => {
      const keyword = textParameter(req, 'search')?.toLowerCase() ?? '';
      const rules = page(org, req, res, createListing(org.groupRules.values()), {
        fits: ({ name }) => name.toLowerCase().includes(keyword),
        ...{ defaultLimit: 50, maxLimit: 200 },
      });
      res.json(rules.map(groupRuleBody));
    })
    .post((req, res) => {
      const body = parseBody(newRuleSchema, req.body, 'rule');
      res.json(groupRuleBody(createGroupRule(org, definitionOf(org, body))));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/rules/:ruleId')
    .get((req, res) => {
      res.json(groupRuleBody(requireGroupRule(org, req.params.ruleId)));
    })
    .put((req, res) => {
      const rule = requireGroupRule(org, req.params.ruleId);
      const body = parseBody(ruleSchema, req.body, 'rule');
      replaceGroupRule(org, rule, definitionOf(org, body));
      res.json(groupRuleBody(rule));
    })
    .delete((req, res) => {
      const rule = requireGroupRule(org, req.params.ruleId);
      deleteGroupRule(org, apiCaller(res), rule, booleanParameter(req, 'removeUsers', false));
      res.status(202).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/rules/:ruleId/lifecycle/activate')
    .post((req, res) => {
      activateGroupRule(org, requireGroupRule(org, req.params.ruleId));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/groups/rules/:ruleId/lifecycle/deactivate')
    .post((req, res) => {
      deactivateGroupRule(requireGroupRule(org, req.params.ruleId));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  return router;
}

/** @throws OktaError E0000007 for a group that there is not, E0000001 for one that is no OKTA_GROUP. */
function definitionOf(
  org: Org,
  { name, conditions, actions }: z.infer<typeof newRuleSchema>,
): GroupRuleDefinition {
  const { groupIds } = actions.assignUserToGroups;
  for (const groupId of groupIds) {
    if (requireGroup(org, groupId).type !== 'OKTA_GROUP') {
      throw invalid('actions', 'actions: Users can be assigned to Okta groups only.');
    }
  }
  const excludedUserIds = conditions.people?.users?.exclude ?? [];
  return { name, expression: conditions.expression.value, groupIds, excludedUserIds };
}

function groupRuleBody(rule: GroupRule) {
  const { id, status, name, created, lastUpdated, expression, groupIds, excludedUserIds } = rule;
  return {
    ...{ type: 'group_rule', id, status, name, created, lastUpdated },
    conditions: {
      people: { users: { exclude: excludedUserIds }, groups: { exclude: [] } },
      expression: { value: expression, type: 'urn:okta:expression:1.0' },
    },
    actions: { assignUserToGroups: { groupIds } },
  };
}
