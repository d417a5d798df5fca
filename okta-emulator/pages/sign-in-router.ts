import { Router, urlencoded, type RequestHandler, type Response } from 'express';
import * as z from 'zod';

import { callerRequest, type CallerRequest } from '../caller.js';
import { invalid, OktaError } from '../errors.js';
import { parseBody } from '../parse-body.js';
import { findPersonSession, openActivationLink } from '../person/activation-link.js';
import { setPassword, signIn } from '../person/sign-in.js';
import { sendSmsChallenge, verifySmsCode } from '../person/sms-challenge.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';
import { renderTimeIsUpPage, renderUsedLinkPage } from './dead-end-page.js';
import { renderSignInPage } from './sign-in-page.js';
import { renderStep, stepUrl } from './step-page.js';

const signInSchema = z.object({ login: z.string().trim(), password: z.string() });
const passwordSchema = z.object({ password: z.string(), repetition: z.string() });
const codeSchema = z.object({ code: z.string().transform((typed) => typed.replace(/\s/g, '')) });

/**
 * What a person in a browser goes through: activation link or sign-in page, password, code from the text, signed in. Each session has
 * one address, `/signin/{session}`, with the page of its step. A form is answered with 303 to it, or with the page and the refusal.
 */
export function createSignInRouter(org: Org): Router {
  const router = Router();
  router.use(urlencoded({ extended: false }));

  const answer = (res: Response, session: PersonSession, refusal: OktaError | undefined): void => {
    if (refusal) res.status(refusal.status).send(renderStep(org, session, refusal));
    else res.redirect(303, stepUrl(session));
  };
  const textCodeIfNext = (session: PersonSession, request: CallerRequest): void => {
    if (session.step === 'enter-code') sendSmsChallenge(org, session, request);
  };
  const inSession =
    (act: SessionAct): RequestHandler<{ session: string }> =>
    (req, res) => {
      const session = findPersonSession(org, req.params.session);
      if (!session) {
        res.status(410).send(renderTimeIsUpPage());
        return;
      }
      const refusal = refusalOf(() => {
        act(session, callerRequest(req), req.body);
      });
      answer(res, session, refusal);
    };

  const openLink: RequestHandler<{ token: string }> = (req, res) => {
    const session = openActivationLink(org, req.params.token);
    if (session) res.redirect(303, stepUrl(session));
    else res.status(410).send(renderUsedLinkPage());
  };
  router.get('/welcome/:token', openLink);
  router.get('/tokens/:token/verify', openLink);

  router
    .route('/signin')
    .get((_req, res) => {
      res.send(renderSignInPage({ login: '', error: undefined }));
    })
    .post((req, res) => {
      const { login, password } = parseBody(signInSchema, req.body, 'form');
      const request = callerRequest(req);
      let session: PersonSession;
      try {
        session = signIn(org, request, login, password);
      } catch (error) {
        if (!(error instanceof OktaError)) throw error;
        res.status(error.status).send(renderSignInPage({ login, error: 'Unable to sign in.' }));
        return;
      }
      const refusal = refusalOf(() => {
        textCodeIfNext(session, request);
      });
      answer(res, session, refusal);
    });

  router.get('/signin/:session', (req, res) => {
    const session = findPersonSession(org, req.params.session);
    if (session) res.send(renderStep(org, session));
    else res.status(410).send(renderTimeIsUpPage());
  });

  router.post(
    '/signin/:session/password',
    inSession((session, request, body) => {
      const { password, repetition } = parseBody(passwordSchema, body, 'form');
      if (password !== repetition) throw invalid('form', 'The two passwords are not the same.');
      setPassword(org, session, request, password);
      textCodeIfNext(session, request);
    }),
  );

  router.post(
    '/signin/:session/code',
    inSession((session, request, body) => {
      verifySmsCode(org, session, request, parseBody(codeSchema, body, 'form').code);
    }),
  );

  router.post(
    '/signin/:session/resend',
    inSession((session, request) => {
      sendSmsChallenge(org, session, request);
    }),
  );

  return router;
}

/** What a form of a person's session does. */
type SessionAct = (session: PersonSession, request: CallerRequest, body: unknown) => void;

function refusalOf(act: () => void): OktaError | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof OktaError) return error;
    throw error;
  }
}
