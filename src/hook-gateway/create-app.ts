import express, { type Express } from 'express';
import { allowMethods } from './allow-methods.js';
import { allowNetworks } from './allow-networks.js';
import { answerChallenge } from './answer-challenge.js';
import { authenticate } from './authenticate.js';
import { checkHead } from './check-head.js';
import type { HookGatewayLimits, HookGatewayOptions } from './hook-gateway-options.js';
import { createHookMetrics } from './hook-metrics.js';
import { makeDurable } from './make-durable.js';
import { observe } from './observe.js';
import { parseJson } from './parse-json.js';
import { readDelivery } from './read-delivery.js';
import { Refusal } from './refusal.js';
import { refuse } from './refuse.js';
import { requireUtf8Json } from './require-utf8-json.js';
import { setConnectionHeaders } from './set-connection-headers.js';

export interface AppOptions extends HookGatewayOptions {
  limits: HookGatewayLimits;
  isClosing: () => boolean;
}

/**
 * The one route, with the steps that a request goes through in their order. Each step passes on or ends the request; who is refused
 * is refused as early and as cheaply as possible, and never told why.
 */
export function createApp(options: AppOptions): Express {
  const { limits, isClosing, networks } = options;
  const metrics = createHookMetrics(options.meter);

  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.disable('etag');
  app.disable('query parser');

  app.use(setConnectionHeaders(isClosing), checkHead);

  app
    .route('/okta/event-hook')
    .all(
      observe(options, metrics),
      ...(networks ? [allowNetworks(networks)] : []),
      allowMethods('GET', 'POST'),
      authenticate(options.secrets),
    )
    .get(answerChallenge)
    .post(
      requireUtf8Json,
      // As it is: a compressed body could unfold to any size. The media type was checked before.
      express.raw({ limit: limits.bodyBytes, inflate: false, type: () => true }),
      parseJson(limits),
      readDelivery(options, metrics),
      makeDurable(options, metrics),
    );

  app.use(() => {
    throw new Refusal(404, 'path');
  });
  app.use(refuse);
  return app;
}
