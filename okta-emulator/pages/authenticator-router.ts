import { Router, type RequestHandler } from 'express';
import { URI, TOTP } from 'otpauth';
import * as z from 'zod';

import { callerRequest } from '../caller.js';
import { notFound } from '../errors.js';
import { currentCode } from '../factor-kinds/totp.js';
import { answerPush } from '../management/push-activation.js';
import { parseBody } from '../parse-body.js';
import { appAccounts, findHolder } from '../person/authenticator-app.js';
import { newSessionId } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { renderAuthenticatorPage } from './authenticator-page.js';

const querySchema = z.object({ login: z.string().optional(), paused: z.string().optional() });
const scanSchema = z.object({ secret: z.string().trim() });

/**
 * `/authenticator`: the apps that people have enrolled, with their codes, as a page or as JSON; `?login=` leaves those of one user.
 * `/authenticator/{factorId}/accept` and `/reject` answer a push that is being set up, as the person. `/authenticator/scan` shows the code
 * of a secret that was seen elsewhere.
 */
export function createAuthenticatorRouter(org: Org): Router {
  const router = Router();

  router.get('/authenticator', (req, res) => {
    const { login, paused } = querySchema.parse(req.query);
    const accounts = appAccounts(org, login);
    res.format({
      json: () => res.json(accounts),
      html: () => res.send(renderAuthenticatorPage(accounts, { isPaused: paused !== undefined })),
    });
  });

  router.post('/authenticator/scan', (req, res) => {
    const { secret } = parseBody(scanSchema, req.body, 'form');
    const scanned = codeOf(secret);
    const accounts = appAccounts(org);
    const page = scanned
      ? renderAuthenticatorPage(accounts, { isPaused: true, scanned })
      : renderAuthenticatorPage(accounts, { isPaused: true, error: 'This is no secret.' });
    res.status(scanned ? 200 : 400).send(page);
  });

  const answer =
    (accept: boolean): RequestHandler<{ factorId: string }> =>
    (req, res) => {
      const held = findHolder(org, req.params.factorId);
      if (!held) throw notFound(req.params.factorId, 'UserFactor');
      const { user, factor } = held;
      const sessionId = newSessionId(org.engine === 'classic' ? '102' : 'idx');
      const caller = { user, sessionId, request: callerRequest(req) };
      answerPush({ org, caller, user }, factor, accept);
      res.format({
        html: () => {
          res.redirect(303, '/_emulator/authenticator');
        },
        json: () => res.sendStatus(204),
      });
    };
  router.post('/authenticator/:factorId/accept', answer(true));
  router.post('/authenticator/:factorId/reject', answer(false));

  return router;
}

/** @param text the secret in base32, or an `otpauth:` link. @returns undefined if it is neither. */
function codeOf(text: string) {
  try {
    const uri = text.startsWith('otpauth:') ? URI.parse(text) : undefined;
    return currentCode(uri instanceof TOTP ? uri.secret.base32 : text.replace(/\s/g, ''));
  } catch {
    return undefined;
  }
}
