import { Router } from 'express';
import * as z from 'zod';

import { findUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { PhoneMessage } from '../state/phones.js';
import { renderPhonePage } from './phone-page.js';

const querySchema = z.object({ login: z.string().optional(), paused: z.string().optional() });

/** `/phone`: texts and calls, newest first, as a page or as JSON `[{to, text, channel, sent}]`. `?login=` leaves those to the user's own phones. */
export function createPhoneRouter(org: Org): Router {
  const router = Router();
  router.get('/phone', (req, res) => {
    const { login, paused } = querySchema.parse(req.query);
    const texts = (login === undefined ? [...org.texts] : textsOf(org, login)).reverse();
    res.format({
      json: () => res.json(texts),
      html: () => res.send(renderPhonePage(texts, paused !== undefined)),
    });
  });
  return router;
}

function textsOf(org: Org, login: string): PhoneMessage[] {
  const numbers = findUser(org, login)?.factors.map(({ profile }) => profile['phoneNumber'] ?? '');
  const messages = [...new Set(numbers)].flatMap((number) => org.textsTo.get(number) ?? []);
  return messages.sort((one, other) => one.sent.getTime() - other.sent.getTime());
}
