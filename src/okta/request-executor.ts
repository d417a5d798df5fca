import { RequestExecutor } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import { OktaApiError, OktaUnreachableError, type RateLimit } from './okta-errors.js';
import { bucketOf } from './pacing/bucket-of.js';
import type { OktaPacer } from './pacing/create-pacer.js';
import { readRateHeaders } from './pacing/rate-headers.js';
import { noteRequestId } from './request-ids.js';

type SdkRequest = Parameters<RequestExecutor['fetch']>[0];
type SdkResponse = Awaited<ReturnType<RequestExecutor['fetch']>>;
type FetchRequest = RequestInit & { url: string; method: string };

const errorBody = z.object({
  errorCode: z.string(),
  errorCauses: z.array(z.object({ errorSummary: z.string() })).catch([]),
});

/**
 * Sends one request and reports what came of it. The SDK's own executor sleeps on 429, repeats, and waits for ever on a stalled
 * socket; here Temporal retries, so this one does none of that. It waits for the request's turn, if there is a pacer; that does not count as time for the
 * answer. Rejects with {@link OktaApiError}, {@link OktaUnreachableError}, or `OktaPacedError` if the turn is too far away.
 */
export class SingleAttemptExecutor extends RequestExecutor {
  readonly #timeoutMs: number;
  readonly #pacer: OktaPacer | undefined;

  constructor(timeoutMs: number, pacer?: OktaPacer) {
    super();
    this.#timeoutMs = timeoutMs;
    this.#pacer = pacer;
  }

  override async fetch(sdkRequest: SdkRequest): Promise<SdkResponse> {
    // The SDK types its requests for node-fetch; these fields mean the same to the global fetch.
    const request = sdkRequest as unknown as FetchRequest;
    const name = requestName(request);
    const { response, body } = await this.#exchange(request, name);
    const json = parseJson(body);
    if (!response.ok) {
      const error = errorBody.safeParse(json);
      // Something between us and Okta answered: its verdict says nothing about the user.
      if (!error.success && response.status !== 429) {
        throw new OktaUnreachableError(name, `status ${response.status} without an error code`);
      }
      throw new OktaApiError({
        request: name,
        status: response.status,
        errorCode: error.data?.errorCode ?? '',
        causes: error.data?.errorCauses.map((cause) => cause.errorSummary) ?? [],
        rateLimit: readRateLimit(response.headers),
      });
    }
    // A read must bring something: the SDK would take nothing for an empty list.
    if (json === undefined && (body !== '' || request.method.toUpperCase() === 'GET')) {
      throw new OktaUnreachableError(name, `status ${response.status} without a readable body`);
    }
    // The SDK reads the body once more. A 204 must not have one.
    const copy = new Response(body === '' ? null : body, response);
    return copy as unknown as SdkResponse;
  }

  async #exchange(request: FetchRequest, name: string) {
    const { url, method, headers, body } = request;
    const turn = await this.#pacer?.takeTurn(bucketOf(method, new URL(url).pathname));
    try {
      const response = await fetch(url, {
        method: method.toUpperCase(),
        ...(headers === undefined ? {} : { headers }),
        ...(body === undefined ? {} : { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      turn?.answered(response);
      noteRequestId(response.headers.get('x-okta-request-id'));
      return { response, body: await response.text() };
    } catch (error) {
      throw new OktaUnreachableError(name, failureName(error));
    } finally {
      turn?.end();
    }
  }
}

/** Method and path without ids and logins: fit for an error message, and the same for every user. */
function requestName(request: FetchRequest): string {
  const path = new URL(request.url).pathname
    .replace(/\/[0-9A-Za-z]{20}(?=\/|$)/g, '/{id}')
    .replace(/^\/api\/v1\/users\/(?!me$)[^/]+/, '/api/v1/users/{id}');
  return `${request.method.toUpperCase()} ${path}`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Undefined where Okta does not tell, or tells no numbers. */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const told = readRateHeaders(headers);
  if (told === undefined) return undefined;
  const { limit, remaining, reset, date } = told;
  return { limit, remaining, secondsToReset: (reset - date) / 1000 };
}

/** `fetch` hides the socket's error in `cause`; its messages can hold addresses, its codes cannot. */
function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return error.name;
}
