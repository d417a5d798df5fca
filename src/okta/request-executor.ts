import { RequestExecutor } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import type { Authorizer, OktaAuthorization } from './authorization/okta-authorization.js';
import { readChallenge } from './authorization/read-challenge.js';
import { skewFrom, toTokenRefusedError } from './authorization/token-refusal.js';
import { userAgentWithId } from './correlation.js';
import { exchange, parseJson, type Fetch } from './exchange.js';
import { OktaApiError, OktaUnreachableError, type RateLimit } from './okta-errors.js';
import { bucketOf } from './pacing/bucket-of.js';
import type { OktaPacer } from './pacing/create-pacer.js';
import { readRateHeaders } from './pacing/rate-headers.js';
import { noteRequestId, requestIdOf } from './request-ids.js';
import { requestName } from './request-name.js';

type SdkRequest = Parameters<RequestExecutor['fetch']>[0];
type SdkResponse = Awaited<ReturnType<RequestExecutor['fetch']>>;
type FetchRequest = RequestInit & { url: string; method: string };

const errorBody = z.object({
  errorCode: z.string(),
  errorCauses: z.array(z.object({ errorSummary: z.string() })).catch([]),
});

export interface ExecutorOptions {
  /** Our credential goes there and nowhere else: the SDK follows links wherever they lead. */
  orgUrl: string;
  authorization: OktaAuthorization;
  send: Fetch;
  /** For the answer. */
  timeoutMs: number;
  pacer?: OktaPacer | undefined;
}

/**
 * Sends one request and reports what came of it. The SDK's own executor sleeps on 429, repeats, and waits for ever on a stalled
 * socket; here Temporal retries, so this one does none of that. It authorizes the request, whatever the SDK has done about that, and sends it once more where Okta
 * has refused only the token, or the proof. It waits for the request's turn, if there is a pacer; that does not count as time for the
 * answer. Rejects with {@link OktaApiError}, {@link OktaUnreachableError}, also for an address outside the org, `OktaTokenRefusedError` if there is nothing to authorize it with, or `OktaPacedError`
 * if the turn is too far away.
 */
export class SingleAttemptExecutor extends RequestExecutor {
  readonly #options: ExecutorOptions;
  readonly #origin: string;

  constructor(options: ExecutorOptions) {
    super();
    this.#options = options;
    this.#origin = new URL(options.orgUrl).origin;
  }

  override async fetch(sdkRequest: SdkRequest): Promise<SdkResponse> {
    // The SDK types its requests for node-fetch; these fields mean the same to the global fetch.
    const request = sdkRequest as unknown as FetchRequest;
    const name = requestName(request);
    if (new URL(request.url).origin !== this.#origin) {
      throw new OktaUnreachableError(name, 'its address leads out of the org');
    }
    const { response, body, authorizer } = await this.#sendAuthorized(request, name);
    const json = parseJson(body);
    if (!response.ok) throw toError(name, response, json, authorizer);
    // A read must bring something: the SDK would take nothing for an empty list.
    if (json === undefined && (body !== '' || request.method.toUpperCase() === 'GET')) {
      throw new OktaUnreachableError(name, `status ${response.status} without a readable body`);
    }
    // The SDK reads the body once more. A 204 must not have one.
    const copy = new Response(body === '' ? null : body, response);
    return copy as unknown as SdkResponse;
  }

  async #sendAuthorized(request: FetchRequest, name: string) {
    let authorizer = await this.#options.authorization.current();
    for (;;) {
      const answer = await this.#send(request, name, authorizer);
      const { response } = answer;
      const next =
        response.status === 401 ? await authorizer.afterRefusal(response.headers) : undefined;
      if (next === undefined) return { ...answer, authorizer };
      authorizer = next;
    }
  }

  async #send(request: FetchRequest, name: string, authorizer: Authorizer) {
    const { send, pacer, timeoutMs } = this.#options;
    const { url, body } = request;
    const method = request.method.toUpperCase();
    const turn = await pacer?.takeTurn(bucketOf(method, new URL(url).pathname));
    try {
      const headers = new Headers(request.headers);
      headers.set('user-agent', userAgentWithId(headers.get('user-agent')));
      const authorization = await authorizer.authorize({ method, url });
      for (const [header, value] of Object.entries(authorization)) headers.set(header, value);
      const init = {
        ...{ method, headers, signal: AbortSignal.timeout(timeoutMs) },
        ...(body === undefined ? {} : { body }),
      };
      return await exchange(send, name, url, init, (response) => {
        turn?.answered(response);
        noteRequestId(requestIdOf(response.headers));
      });
    } finally {
      turn?.end();
    }
  }
}

function toError(name: string, response: Response, json: unknown, authorizer: Authorizer): Error {
  const { status, headers } = response;
  const error = errorBody.safeParse(json);
  const answer = { request: name, status, rateLimit: readRateLimit(headers) };
  if (error.success) {
    const { errorCode, errorCauses } = error.data;
    const causes = errorCauses.map((cause) => cause.errorSummary);
    const missingScopes = status === 403 ? authorizer.missingScopes : [];
    return new OktaApiError({ ...answer, errorCode, causes, missingScopes });
  }
  if (status === 429) return new OktaApiError({ ...answer, errorCode: '' });
  const challenge = readChallenge(headers);
  // Something between us and Okta answered: its verdict says nothing about the user.
  if (challenge === undefined) {
    return new OktaUnreachableError(name, `status ${status} without an error code`);
  }
  const { error: errorCode, scope } = challenge;
  if (errorCode === 'invalid_dpop_proof') {
    const facts = { status, error: errorCode, description: '', skewMs: skewFrom(headers) };
    return toTokenRefusedError({ ...facts, isDpopUsed: true, scopes: [] });
  }
  const missingScopes = errorCode === 'insufficient_scope' && scope ? [scope] : [];
  return new OktaApiError({ ...answer, errorCode, missingScopes });
}

/** Undefined where Okta does not tell, or tells no numbers. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const told = readRateHeaders(headers);
  if (told === undefined) return undefined;
  const { limit, remaining, reset, date } = told;
  return { limit, remaining, secondsToReset: (reset - date) / 1000 };
}
