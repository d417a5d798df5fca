import { Router } from 'express';
import type { Org } from '../state/org.js';

/** `/authenticators` */
export function createAuthenticatorsRouter(org: Org): Router {
  const router = Router();
  router.get('/authenticators', (_req, res) => {
    res.json(authenticatorBodies(org));
  });
  return router;
}

const keys = {
  okta_email: 'Email',
  okta_password: 'Password',
  okta_verify: 'Okta Verify',
  google_otp: 'Google Authenticator',
  phone_number: 'Phone',
  security_question: 'Security Question',
  webauthn: 'Security Key or Biometric',
} as const;

function authenticatorBodies(org: Org) {
  const created = org.admin.created;
  return Object.entries(keys).map(([key, name]) => ({
    type: key === 'okta_password' ? 'password' : 'app',
    id: 'aut',
    key,
    status: 'ACTIVE',
    name,
    created,
    lastUpdated: created,
  }));
}
