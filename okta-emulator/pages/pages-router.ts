import { join } from 'node:path';

import { Router } from 'express';
import helmet from 'helmet';

import { endpoints } from '../admin/endpoints.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Org } from '../state/org.js';
import { renderControlsPage } from './controls-page.js';
import { renderNoMailboxPage } from './dead-end-page.js';
import { createAuthenticatorRouter } from './authenticator-router.js';
import { createMailboxRouter } from './mailbox-router.js';
import { createPhoneRouter } from './phone-router.js';
import { createSignInRouter } from './sign-in-router.js';

/** Every page for people, with one stylesheet and no scripts. The mailbox page needs a mailbox in the same process. */
export function createPagesRouter(
  org: Org,
  mailbox: Pick<Mailbox, 'mails' | 'mailsTo'> | undefined,
): Router {
  const router = Router();
  router.use(secured);
  router.get('/', (_req, res) => {
    res.redirect('/signin');
  });
  router.get('/_emulator/style.css', (_req, res) => {
    res.sendFile(join(import.meta.dirname, 'style.css'));
  });
  router.get('/_emulator', (_req, res) => {
    res.format({
      json: () => res.json(endpoints),
      html: () => res.send(renderControlsPage(endpoints)),
    });
  });
  router.use(createSignInRouter(org));
  router.use('/_emulator', createPhoneRouter(org));
  router.use('/_emulator', createAuthenticatorRouter(org));
  if (mailbox) {
    router.use('/_emulator', createMailboxRouter(mailbox));
  } else {
    router.get('/_emulator/mailbox', (_req, res) => {
      res.status(404).send(renderNoMailboxPage());
    });
  }
  return router;
}

// The emulator speaks plain http: no HSTS, no upgrade of requests to https.
const secured = helmet({
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});
