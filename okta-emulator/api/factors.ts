import { Router, type Request, type Response } from 'express';
import * as z from 'zod';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, invalid } from '../errors.js';
import type { FactorContext } from '../factor-kinds/factor-kind.js';
import { kindOf } from '../factor-kinds/kinds.js';
import { pushActivationBody } from '../factor-kinds/push.js';
import { activateFactor, resendCode } from '../management/activate-factor.js';
import { enrollFactor } from '../management/enroll-factor.js';
import { restartPush } from '../management/push-activation.js';
import { unenrollFactor } from '../management/unenroll-factor.js';
import { parseBody } from '../parse-body.js';
import { enrollableFactors } from '../state/enrollable-factors.js';
import { enrollment, isFactorAllowed } from '../state/effective-policy.js';
import type { Factor } from '../state/factor.js';
import { requireFactor, requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import { factorBody, factorHref, supportedFactorBody } from './factor-body.js';
import { booleanParameter, integerParameter } from './query.js';

const readOnly = z.unknown().optional();
/** Who sends a code again may send back what was read. */
const enrollSchema = z.strictObject({
  factorType: z.string(),
  provider: z.string(),
  ...{ id: readOnly, status: readOnly, created: readOnly, lastUpdated: readOnly },
  ...{ vendorName: readOnly, _links: readOnly, _embedded: readOnly },
  profile: z
    .strictObject({
      phoneNumber: z.string().optional(),
      phoneExtension: z.string().optional(),
      email: z.string().optional(),
      question: z.string().optional(),
      answer: z.string().optional(),
    })
    .optional(),
});
const activateSchema = z.strictObject({ passCode: z.string() });

/** `/users/{userId}/factors` */
export function createFactorsRouter(org: Org): Router {
  const router = Router();
  const contextOf = (req: Request<{ userId: string }>, res: Response): FactorContext => ({
    org,
    caller: apiCaller(res),
    user: requireUser(org, req.params.userId),
  });

  router
    .route('/users/:userId/factors')
    .get((req, res) => {
      const user = requireUser(org, req.params.userId);
      const visible = user.factors.filter((factor) => isFactorAllowed(org, user, factor));
      res.json(visible.map((factor) => factorBody(org, user, factor)));
    })
    .post((req, res) => {
      const context = contextOf(req, res);
      const given = parseBody(enrollSchema, req.body, 'factorEnrollRequest');
      const factor = enrollFactor(context, given, {
        profile: given.profile ?? {},
        activate: booleanParameter(req, 'activate', false),
        updatePhone: booleanParameter(req, 'updatePhone', false),
        codeLifetimeMs: codeLifetimeOf(req),
      });
      res.json(factorBody(org, context.user, factor));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/catalog')
    .get((req, res) => {
      const user = requireUser(org, req.params.userId);
      const allowed = enrollableFactors
        .map((factor) => ({ factor, self: enrollment(org, user, factor) }))
        .filter(({ self }) => self !== 'NOT_ALLOWED');
      res.json(allowed.map(({ factor, self }) => supportedFactorBody(org, user, factor, self)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId')
    .get((req, res) => {
      const user = requireUser(org, req.params.userId);
      res.json(factorBody(org, user, requireFactor(user, req.params.factorId)));
    })
    .delete((req, res) => {
      const context = contextOf(req, res);
      const factor = requireFactor(context.user, req.params.factorId);
      unenrollFactor(context, factor, booleanParameter(req, 'removeRecoveryEnrollment', false));
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId/lifecycle/activate')
    .post((req, res) => {
      const context = contextOf(req, res);
      const factor = requireFactor(context.user, req.params.factorId);
      if (kindOf(factor).checkCode) {
        const { passCode } = parseBody(activateSchema, req.body, 'factorActivateRequest');
        activateFactor(context, factor, passCode);
        res.json(factorBody(org, context.user, factor));
        return;
      }
      restartPush(context, factor);
      res.json(stateOfPush(org, { user: context.user, factor }));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId/lifecycle/activate/poll')
    .post((req, res) => {
      const { user } = contextOf(req, res);
      const factor = requireFactor(user, req.params.factorId);
      if (kindOf(factor).checkCode) throw invalid('factor', 'There is nothing to poll.');
      res.json(stateOfPush(org, { user, factor }));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId/resend')
    .post((req, res) => {
      const context = contextOf(req, res);
      const factor = requireFactor(context.user, req.params.factorId);
      parseBody(enrollSchema, req.body, 'factorEnrollRequest');
      resendCode(context, factor, codeLifetimeOf(req));
      res.json(factorBody(org, context.user, factor));
    })
    .all(answerMethodNotAllowed);

  return router;
}

/** The factor once it is ACTIVE; until then what became of the person's part. */
function stateOfPush(org: Org, { user, factor }: { user: FactorContext['user']; factor: Factor }) {
  return factor.status === 'ACTIVE'
    ? factorBody(org, user, factor)
    : pushActivationBody(factor, factorHref(org, user, factor));
}

function codeLifetimeOf(req: Request): number {
  const seconds = integerParameter(req, 'tokenLifetimeSeconds', {
    min: 1,
    max: 86_400,
    otherwise: 300,
  });
  return seconds * 1000;
}
