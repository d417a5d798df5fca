import { Client } from '@okta/okta-sdk-nodejs';
import { createAuthorization } from './authorization/create-authorization.js';
import type { OktaCredential } from './authorization/credential.js';
import type { AuthorizationObserver } from './authorization/service-app.js';
import { createFetch, type ProxySettings } from './create-fetch.js';
import type { OktaPacer } from './pacing/create-pacer.js';
import { SingleAttemptExecutor } from './request-executor.js';
import { tracedFetch, type TraceCall } from './traced-fetch.js';

/** Which org, who we are there, and how it is reached: as the configuration says it. */
export interface OktaConnection {
  /** `https://example.okta.com` */
  orgUrl: string;
  credential: OktaCredential;
  proxy?: ProxySettings | undefined;
}

export interface OktaSdkOptions extends OktaConnection {
  requestTimeoutMs: number;
  /** Absent: every request goes out at once. Requests for tokens always do: their bucket is their own. */
  pacer?: OktaPacer;
  observer?: AuthorizationObserver;
  /** Absent: nothing is traced. */
  trace?: TraceCall | undefined;
}

/** `@okta/okta-sdk-nodejs` without its cache, retries, sleeping, proxying and its own OAuth. */
export function createSdk({
  orgUrl,
  credential,
  proxy,
  requestTimeoutMs,
  pacer,
  observer,
  trace,
}: OktaSdkOptions): Client {
  const send = tracedFetch(createFetch(proxy), trace);
  return new Client({
    orgUrl,
    // The SDK insists on one; the executor puts what counts in its place.
    ...{ authorizationMode: 'SSWS', token: 'none' },
    // The default cache keeps every GET for ever: a run that waits for ACTIVE would never see it.
    cacheMiddleware: null,
    requestExecutor: new SingleAttemptExecutor({
      authorization: createAuthorization(credential, {
        ...{ orgUrl, send, observer, timeoutMs: requestTimeoutMs },
      }),
      ...{ orgUrl, send, pacer, timeoutMs: requestTimeoutMs },
    }),
  });
}
