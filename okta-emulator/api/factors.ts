import { Router } from 'express';
import * as z from 'zod';
import { apiCaller } from '../authentication.js';
import { answerMethodNotAllowed, invalid, OktaError } from '../errors.js';
import { parsePhoneNumber } from '../management/phone-number.js';
import {
  activateSmsFactor,
  enrollSmsFactor,
  resendSms,
  unenrollFactor,
} from '../management/sms-factors.js';
import { parseBody } from '../parse-body.js';
import { enrollableFactors } from '../state/authenticators.js';
import { enrollment, isFactorAllowed } from '../state/effective-policy.js';
import { requireFactor, requireUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';
import { factorBody, supportedFactorBody } from './factor-body.js';
import { booleanParameter } from './query.js';

const enrollSchema = z.object({
  factorType: z.string(),
  provider: z.string(),
  profile: z.object({ phoneNumber: z.string().optional() }).optional(),
});
const activateSchema = z.object({ passCode: z.string() });

/** `/users/{userId}/factors`: the catalog knows them all, but only `sms` can be enrolled here. */
export function createFactorsRouter(org: Org): Router {
  const router = Router();

  router
    .route('/users/:userId/factors')
    .get((req, res) => {
      const user = requireUser(org, req.params.userId);
      const visible = user.factors.filter((factor) => isFactorAllowed(org, user, factor));
      res.json(visible.map((factor) => factorBody(org, user, factor)));
    })
    .post((req, res) => {
      const user = requireUser(org, req.params.userId);
      const given = parseBody(enrollSchema, req.body, 'factorEnrollRequest');
      refuseDisallowed(org, user, given);
      if (given.factorType !== 'sms') throw new OktaError('E0000060');
      const factor = enrollSmsFactor(org, apiCaller(res), user, {
        phoneNumber: parsePhoneNumber(given.profile?.phoneNumber ?? user.recoveryPhone ?? ''),
        activate: booleanParameter(req, 'activate', false),
        updatePhone: booleanParameter(req, 'updatePhone', false),
      });
      res.json(factorBody(org, user, factor));
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
      const user = requireUser(org, req.params.userId);
      const factor = requireFactor(user, req.params.factorId);
      const removeRecovery = booleanParameter(req, 'removeRecoveryEnrollment', false);
      unenrollFactor(org, apiCaller(res), user, factor, removeRecovery);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId/lifecycle/activate')
    .post((req, res) => {
      const user = requireUser(org, req.params.userId);
      const factor = requireFactor(user, req.params.factorId);
      const { passCode } = parseBody(activateSchema, req.body, 'factorActivateRequest');
      activateSmsFactor(org, apiCaller(res), user, factor, passCode);
      res.json(factorBody(org, user, factor));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/users/:userId/factors/:factorId/resend')
    .post((req, res) => {
      const user = requireUser(org, req.params.userId);
      const factor = requireFactor(user, req.params.factorId);
      parseBody(enrollSchema, req.body, 'factorEnrollRequest');
      resendSms(org, apiCaller(res), user, factor);
      res.json(factorBody(org, user, factor));
    })
    .all(answerMethodNotAllowed);

  return router;
}

/** The policy gate: what the policy that applies to the user now does not allow can't be enrolled, not by an admin either. */
function refuseDisallowed(
  org: Org,
  user: User,
  kind: { factorType: string; provider: string },
): void {
  if (!isFactorAllowed(org, user, kind)) {
    throw invalid(
      'factorEnrollRequest',
      'Factor not allowed for the user based on the Multifactor policy',
    );
  }
}
