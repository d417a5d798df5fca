import { OktaUnreachableError } from './okta-errors.js';

/** The global `fetch`, or one that goes by a proxy. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends one request and reads the whole answer. Nothing is retried, redirects are not followed.
 *
 * @param name of the request, fit for a message
 * @param answered is told when the head of the answer is there
 * @throws OktaUnreachableError
 */
export async function exchange(
  send: Fetch,
  name: string,
  url: string,
  init: RequestInit,
  answered?: (response: Response) => void,
): Promise<{ response: Response; body: string }> {
  try {
    const response = await send(url, { ...init, redirect: 'error' });
    answered?.(response);
    return { response, body: await response.text() };
  } catch (error) {
    throw new OktaUnreachableError(name, failureName(error));
  }
}

/** Undefined for what is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `fetch` hides the socket's error in `cause`; its messages can hold addresses, its codes cannot. */
function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    const status = /^Proxy response \((\d{3})\)/.exec(cause.message)?.[1];
    if (status !== undefined) return `the proxy (HTTPS_PROXY) refused with ${status}`;
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return error.name;
}
