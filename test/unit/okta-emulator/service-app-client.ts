import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createHash, randomUUID } from 'node:crypto';

import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import type { PublicJwk, ServiceAppDefinition } from '../../../okta-emulator/state/service-app.js';

export interface KeyPair {
  alg: string;
  privateKey: CryptoKey;
  publicJwk: PublicJwk;
}

/** A key pair, with its thumbprint as `kid`. Elliptic ones are made in no time. */
export async function keyPair(alg = 'ES256'): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  return {
    ...{ alg, privateKey },
    publicJwk: { ...jwk, kid: await calculateJwkThumbprint(jwk) } as PublicJwk,
  };
}

/** What is other than it should be. Undefined takes a claim or a header out. */
interface Changes {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  key?: KeyPair;
}

export interface TokenAnswer {
  status: number;
  headers: Headers;
  body: {
    error?: string;
    error_description?: string;
    access_token?: string;
    [key: string]: unknown;
  };
}

/** A service app of the org with its own key, and how it asks: a client by the letter of the RFCs, and as far off as a test wants. */
export async function serviceAppClient(
  okta: OktaEmulator,
  definition: Partial<ServiceAppDefinition> = {},
  key?: KeyPair,
) {
  const own = key ?? (await keyPair());
  const proofKey = await keyPair();
  const app = okta.createServiceApp({
    ...{ keys: [own.publicJwk], scopes: ['okta.users.read'], roles: ['SUPER_ADMIN'] },
    ...definition,
  });
  const endpoint = `${okta.url}/oauth2/v1/token`;
  const seconds = () => Math.floor(Date.now() / 1000);

  const assertion = ({ claims, header, key: other = own }: Changes = {}) =>
    signed(
      other,
      { kid: other.publicJwk.kid, ...header },
      {
        ...{ iss: app.id, sub: app.id, aud: endpoint, jti: randomUUID() },
        ...{ iat: seconds(), exp: seconds() + 300 },
        ...claims,
      },
    );

  const proof = (
    method: string,
    url: string,
    { claims, header, key: other = proofKey }: Changes = {},
  ) =>
    signed(
      other,
      { typ: 'dpop+jwt', jwk: bare(other.publicJwk), ...header },
      {
        ...{ htm: method, htu: url.replace(/\?.*/, ''), iat: seconds(), jti: randomUUID() },
        ...claims,
      },
    );

  const requestToken = async (
    form: Record<string, string | undefined> = {},
    headers: Record<string, string> = {},
  ): Promise<TokenAnswer> => {
    const given: Record<string, string | undefined> = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      ...('client_assertion' in form ? {} : { client_assertion: await assertion() }),
      ...{ scope: 'okta.users.read', ...form },
    };
    const body = new URLSearchParams(
      Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const response = await fetch(endpoint, { method: 'POST', headers, body });
    const answer = (await response.json()) as TokenAnswer['body'];
    return { status: response.status, headers: response.headers, body: answer };
  };

  /** The whole way to a token: with DPoP, two requests. */
  const token = async (scope = app.scopes.join(' ')): Promise<string> => {
    const ask = async (nonce?: string) =>
      requestToken(
        { scope },
        app.dpopBoundAccessTokens
          ? { dpop: await proof('POST', endpoint, { claims: { nonce } }) }
          : {},
      );
    const first = await ask();
    const nonce = first.headers.get('dpop-nonce') ?? undefined;
    const { status, body } = first.body.error === 'use_dpop_nonce' ? await ask(nonce) : first;
    if (body.access_token === undefined) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body.access_token;
  };

  /** The headers of a request with a token: those that prove its possession, where that is needed. */
  const headersFor = async (
    accessToken: string,
    method: string,
    url: string,
    changes: Changes = {},
  ) =>
    app.dpopBoundAccessTokens
      ? {
          authorization: `DPoP ${accessToken}`,
          dpop: await proof(method, url, {
            ...changes,
            claims: { ath: sha256(accessToken), ...changes.claims },
          }),
        }
      : { authorization: `Bearer ${accessToken}` };

  /** @param path below `/api/v1`. */
  const call = async (accessToken: string, method: string, path: string, body?: object) => {
    const url = path.startsWith('/oauth2') ? okta.url + path : `${okta.url}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        ...(await headersFor(accessToken, method, url)),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      ...{ status: response.status, headers: response.headers },
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  };

  return { app, own, endpoint, assertion, proof, requestToken, token, headersFor, call };
}

export type ServiceAppClient = Awaited<ReturnType<typeof serviceAppClient>>;

function signed(
  { alg, privateKey }: KeyPair,
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
): Promise<string> {
  return new SignJWT(defined(claims))
    .setProtectedHeader({ alg, ...defined(header) })
    .sign(privateKey);
}

/** Without a name: a proof brings its key along. */
function bare(jwk: PublicJwk): JWK {
  return defined({ ...jwk, kid: undefined });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function defined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
