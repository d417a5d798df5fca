import { randomBytes } from 'node:crypto';

import { accessTokenLifetimeSeconds } from '../state/access-token.js';
import { newToken } from '../state/ids.js';
import type { Org } from '../state/org.js';
import { orgTime } from '../state/org-time.js';
import type { ServiceApp } from '../state/service-app.js';

interface Grant {
  app: ServiceApp;
  scopes: readonly string[];
  boundTo: string | undefined;
}

/**
 * A new access token. It has the form of Okta's, and a signature that is random: nobody but the org may read it, and the org knows it by
 * heart.
 */
export function issueToken(org: Org, { app, scopes, boundTo }: Grant): string {
  const issued = orgTime(org);
  const iat = Math.floor(issued / 1000);
  const token = [
    encode({ kid: 'emulated', typ: 'application/okta-internal-at+jwt', alg: 'RS256' }),
    encode({
      ...{ ver: 1, jti: `AT.${newToken()}`, iss: org.url, aud: org.url, sub: app.id },
      ...{ iat, exp: iat + accessTokenLifetimeSeconds, cid: app.id, scp: scopes },
      ...(boundTo !== undefined && { cnf: { jkt: boundTo } }),
    }),
    randomBytes(64).toString('base64url'),
  ].join('.');
  const expires = issued + accessTokenLifetimeSeconds * 1000;
  org.access.accessTokens.set(token, { app, scopes, boundTo, expires });
  return token;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
