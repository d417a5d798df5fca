import { AsyncLocalStorage } from 'node:async_hooks';

interface Collection {
  requestIds: string[];
  outer: Collection | undefined;
}

const collections = new AsyncLocalStorage<Collection>();

const mostKept = 10;

/** What comes from outside goes into histories and logs only in Okta's form. */
const isRequestId = /^[\w-]{1,64}$/;

/**
 * Does the work, and tells by which ids Okta knows the requests that it made: `x-okta-request-id`, the last ten in the order of their
 * answers, refused ones too. Work within work counts for both. Rejects as the work does.
 */
export async function collectRequestIds<T>(
  work: () => Promise<T>,
): Promise<{ result: T; requestIds: string[] }> {
  const collection: Collection = { requestIds: [], outer: collections.getStore() };
  const result = await collections.run(collection, work);
  return { result, requestIds: [...collection.requestIds] };
}

/** By which Okta knows the request; undefined if what the answer says cannot be one. */
export function requestIdOf(headers: Headers): string | undefined {
  const id = headers.get('x-okta-request-id');
  return id !== null && isRequestId.test(id) ? id : undefined;
}

/** Adds the id of an answered request to what is collected around the caller, if there is one. */
export function noteRequestId(id: string | undefined): void {
  if (id === undefined) return;
  for (let collection = collections.getStore(); collection; collection = collection.outer) {
    collection.requestIds.push(id);
    if (collection.requestIds.length > mostKept) collection.requestIds.shift();
  }
}
