import { Router } from 'express';
import * as z from 'zod';

import type { Org } from '../state/org.js';
import { renderPhonePage } from './phone-page.js';

const querySchema = z.object({ to: z.string().optional(), paused: z.string().optional() });

/** `/phone`: the text messages, newest first, as a page or as JSON `[{to, text, sent}]`. `?to=` leaves those to one number. */
export function createPhoneRouter(org: Org): Router {
  const router = Router();
  router.get('/phone', (req, res) => {
    const { to, paused } = querySchema.parse(req.query);
    const texts = org.texts.filter((text) => to === undefined || text.to === to).reverse();
    res.format({
      json: () => res.json(texts),
      html: () => res.send(renderPhonePage(texts, paused !== undefined)),
    });
  });
  return router;
}
