import { Router, type Request } from 'express';
import { answerMethodNotAllowed, notFound, OktaError } from '../errors.js';
import type { Org } from '../state/org.js';
import type { TelephonyProvider } from '../state/telephony-provider.js';

/**
 * `/telephony-providers`, a feature of Identity Engine: the org's own providers, one at the most here. An org that texts by a telephony inline hook,
 * or by nothing, has none. New providers are not emulated.
 */
export function createTelephonyProvidersRouter(org: Org): Router {
  const router = Router();
  router.use('/telephony-providers', (_req, _res, next) => {
    if (org.engine === 'classic') throw new OktaError('E0000015');
    next();
  });

  const providerOf = ({ params }: Request<{ id: string }>): TelephonyProvider => {
    const provider = org.telephonyProviders.get(params.id);
    if (!provider) throw notFound(params.id, 'CustomTelephonyProvider');
    return provider;
  };

  router
    .route('/telephony-providers')
    .get((_req, res) => {
      res.json([...org.telephonyProviders.values()].map((provider) => providerBody(org, provider)));
    })
    .all(answerMethodNotAllowed);

  router
    .route('/telephony-providers/:id')
    .get((req, res) => {
      res.json(providerBody(org, providerOf(req)));
    })
    .delete((req, res) => {
      const { id } = providerOf(req);
      // Okta's description: it must be deactivated first. Which code it answers otherwise is unconfirmed.
      if (org.settings.telephonyProviderActive) throw new OktaError('E0000006');
      org.telephonyProviders.delete(id);
      res.status(204).end();
    })
    .all(answerMethodNotAllowed);

  for (const [operation, isActive] of [
    ['activate', true],
    ['deactivate', false],
  ] as const) {
    router
      .route(`/telephony-providers/:id/lifecycle/${operation}`)
      .post((req, res) => {
        const provider = providerOf(req);
        org.settings.telephonyProviderActive = isActive;
        res.json(providerBody(org, provider));
      })
      .all(answerMethodNotAllowed);
  }
  return router;
}

function providerBody({ settings }: Org, { id, name, sid }: TelephonyProvider) {
  return {
    ...{ id, isPrimaryProvider: true, enabled: settings.telephonyProviderActive },
    ...{ providerCapability: 'ALL', providerName: name, providerSid: sid },
    providerSettings: {
      sms: { twilioPhoneNumber: '+12015550100' },
      call: { twilioVerifySid: 'emulated-verify-sid' },
    },
  };
}
