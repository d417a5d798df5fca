import { Client } from '@okta/okta-sdk-nodejs';
import type { OktaPacer } from './pacing/create-pacer.js';
import { SingleAttemptExecutor } from './request-executor.js';

export interface OktaSdkClientOptions {
  /** `https://example.okta.com` */
  orgUrl: string;
  /** An API token (`SSWS`). */
  token: string;
  requestTimeoutMs: number;
  /** Absent: every request goes out at once. */
  pacer?: OktaPacer;
}

/** `@okta/okta-sdk-nodejs` without its cache, retries and sleeping. */
export function createSdk(options: OktaSdkClientOptions): Client {
  return new Client({
    orgUrl: options.orgUrl,
    token: options.token,
    authorizationMode: 'SSWS',
    // The default cache keeps every GET for ever: a run that waits for ACTIVE would never see it.
    cacheMiddleware: null,
    requestExecutor: new SingleAttemptExecutor(options.requestTimeoutMs, options.pacer),
  });
}
