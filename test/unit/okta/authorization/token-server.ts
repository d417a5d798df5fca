import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeProtectedHeader,
  EmbeddedJWK,
  jwtVerify,
  type JWK,
  type JWTPayload,
} from 'jose';
import {
  startStubServer,
  type StubAnswer,
  type StubRequest,
  type StubServer,
} from '../../../support/stub-server.js';

const clientId = '0oa0000000000000app1';
const nonce = 'a-nonce-of-the-server';

export interface TokenServerOptions {
  /** Public, with `kid`. */
  keys: JWK[];
  wantsProof?: boolean;
  wantsNonce?: boolean;
  /** Of the tokens, in seconds. */
  lifetime?: number;
  granted?: readonly string[];
}

export interface TokenServer extends Pick<StubServer, 'url' | 'close' | 'plan'> {
  clientId: string;
  options: TokenServerOptions;
  /** What the verified assertions and proofs said, in order. */
  assertions: { header: Record<string, unknown>; payload: JWTPayload }[];
  proofs: { header: Record<string, unknown>; payload: JWTPayload }[];
  tokenRequests: () => number;
  /** With what the calls of the API came. */
  authorizations: string[];
  /** From now on no token that was given is good any more. */
  revokeTokens: () => void;
}

/** A token endpoint and an API behind it, which check with jose all that RFC 7523 and RFC 9449 say; `close` rejects where something did not hold. */
export async function startTokenServer(given: TokenServerOptions): Promise<TokenServer> {
  const tokens = new Map<string, { thumbprint: string | undefined }>();
  const used = new Set<string>();
  const failures: unknown[] = [];
  let last = 0;
  const stub = await startStubServer(async (request) => {
    try {
      return await (request.path === '/oauth2/v1/token' ? grant(request) : serve(request));
    } catch (error) {
      failures.push(error);
      return { status: 500 };
    }
  });
  const server: TokenServer = {
    ...{ url: stub.url, plan: stub.plan, clientId, options: given },
    ...{ assertions: [], proofs: [], authorizations: [] },
    tokenRequests: () => stub.requests.filter(({ path }) => path === '/oauth2/v1/token').length,
    revokeTokens: () => {
      tokens.clear();
    },
    async close() {
      await stub.close();
      if (failures.length > 0) throw failures[0];
    },
  };

  async function grant(request: StubRequest): Promise<StubAnswer> {
    const form = new URLSearchParams(request.text);
    const { keys, wantsProof, wantsNonce, lifetime = 3600, granted } = server.options;
    assert.equal(
      request.headers['content-type'],
      'application/x-www-form-urlencoded;charset=UTF-8',
    );
    assert.equal(form.get('grant_type'), 'client_credentials');
    assert.equal(
      form.get('client_assertion_type'),
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    );
    const assertion = form.get('client_assertion') ?? '';
    const { kid } = decodeProtectedHeader(assertion);
    if (!keys.some((key) => key.kid === kid))
      return invalidClient('The client_assertion JWT kid is invalid.');
    const verified = await jwtVerify(assertion, createLocalJWKSet({ keys }), {
      ...{ issuer: clientId, subject: clientId, audience: `${server.url}/oauth2/v1/token` },
      ...{ requiredClaims: ['iat', 'exp', 'jti'] },
    }).catch(() => undefined);
    if (verified === undefined) return invalidClient('The client_assertion signature is invalid.');
    const { iat = 0, exp = 0, jti = '' } = verified.payload;
    assert.ok(exp - iat <= 300, 'the assertion is good for too long');
    assertNew(jti);
    server.assertions.push({ header: verified.protectedHeader, payload: verified.payload });
    const proof = await checkProof(request, undefined);
    if (wantsProof === true && proof === undefined)
      return oauthError('invalid_dpop_proof', 'The DPoP proof JWT header is missing.');
    if (proof && wantsNonce === true && proof.payload['nonce'] !== nonce) {
      return {
        ...oauthError('use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.'),
        headers: { 'dpop-nonce': nonce },
      };
    }
    const asked = (form.get('scope') ?? '').split(' ');
    const scopes = granted === undefined ? asked : asked.filter((scope) => granted.includes(scope));
    if (scopes.length === 0)
      return oauthError('consent_required', 'You are not allowed any of the requested scopes.');
    last += 1;
    const token = `token-${last}-${randomUUID()}`;
    tokens.set(token, { thumbprint: proof?.thumbprint });
    return {
      status: 200,
      body: {
        token_type: proof ? 'DPoP' : 'Bearer',
        ...{ expires_in: lifetime, access_token: token, scope: scopes.join(' ') },
      },
    };
  }

  async function serve(request: StubRequest): Promise<StubAnswer> {
    const authorization = request.headers.authorization ?? '';
    server.authorizations.push(authorization);
    const [scheme = '', token = ''] = authorization.split(' ');
    const known = tokens.get(token);
    if (known === undefined)
      return {
        status: 401,
        body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' },
      };
    const proof = await checkProof(request, token);
    assert.equal(scheme, known.thumbprint === undefined ? 'Bearer' : 'DPoP');
    assert.equal(proof?.thumbprint, known.thumbprint, 'the proof is of another key than the token');
    return { status: 200, body: { id: '00u00000000000000001', status: 'STAGED', profile: {} } };
  }

  async function checkProof(request: StubRequest, accessToken: string | undefined) {
    const { dpop } = request.headers;
    if (typeof dpop !== 'string') return undefined;
    const { payload, protectedHeader } = await jwtVerify(dpop, EmbeddedJWK, {
      typ: 'dpop+jwt',
      maxTokenAge: 30,
    });
    const { jwk = {} } = protectedHeader;
    assert.equal(payload['htm'], request.method);
    assert.equal(payload['htu'], `${server.url}${request.path}`);
    assert.equal(
      payload['ath'],
      accessToken && createHash('sha256').update(accessToken).digest('base64url'),
    );
    assert.ok(!('d' in jwk), 'the private key is in the proof');
    assertNew(payload.jti ?? '');
    server.proofs.push({ header: protectedHeader, payload });
    return { payload, thumbprint: await calculateJwkThumbprint(jwk) };
  }

  function assertNew(jti: string): void {
    assert.ok(jti !== '' && !used.has(jti), 'a jti was used twice');
    used.add(jti);
  }

  return server;
}

function oauthError(error: string, description: string, status = 400): StubAnswer {
  return { status, body: { error, error_description: description } };
}

function invalidClient(description: string): StubAnswer {
  return oauthError('invalid_client', description, 401);
}
