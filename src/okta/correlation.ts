import { AsyncLocalStorage } from 'node:async_hooks';

const ids = new AsyncLocalStorage<string | undefined>();

/** Does the work; the requests to Okta that it makes carry the id. Undefined: they carry none. */
export function withCorrelationId<T>(id: string | undefined, work: () => T): T {
  return ids.run(id, work);
}

/**
 * The client's name for a request, with the id behind it. Okta writes the whole of it down with each event that the request raises, as `client.userAgent.rawUserAgent`, and
 * does nothing else with it.
 */
export function userAgentWithId(userAgent: string | null): string {
  const id = ids.getStore();
  return [userAgent ?? 'preenroll', ...(id === undefined ? [] : [`(preenroll ${id})`])].join(' ');
}
