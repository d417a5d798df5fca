import type { Client } from '@okta/okta-sdk-nodejs';
import { z } from 'zod';
import { inOtherForm, parse } from './parse-answer.js';

export type OktaHttp = Client['http'];

/** One GET, raw: for what the SDK's models drop or its collections hide. */
export async function getJson(
  http: OktaHttp,
  url: URL,
): Promise<{ json: unknown; headers: Headers }> {
  const response = await http.http(url.href, { headers: { Accept: 'application/json' } });
  // The executor answers with what the global fetch has, which is typed as node-fetch's.
  return { json: await response.json(), headers: response.headers as unknown as Headers };
}

/** All items of all pages. @throws OktaUnreachableError if a page is no list, or its next page is not of the same list. */
export async function listAll(http: OktaHttp, first: URL, what: string): Promise<unknown[]> {
  const items: unknown[] = [];
  let url: URL | undefined = first;
  while (url !== undefined) {
    const { json, headers } = await getJson(http, url);
    items.push(...parse(z.array(z.unknown()), json, what));
    url = nextPage(headers, first, what);
  }
  return items;
}

/** Undefined on the last page. Our token goes to our org alone, wherever the link leads. */
function nextPage(headers: Headers, list: URL, what: string): URL | undefined {
  const link = nextLink(headers);
  if (link === undefined) return undefined;
  const next = URL.canParse(link) ? new URL(link) : undefined;
  if (next?.origin !== list.origin || next.pathname !== list.pathname) throw inOtherForm(what);
  return next;
}

/** The cursor of the next page; undefined on the last one. Okta names it in the link. */
export function nextCursor(headers: Headers, list: URL, what: string): string | undefined {
  const page = nextPage(headers, list, what);
  if (page === undefined) return undefined;
  const cursor = page.searchParams.get('after');
  // Without it the rest would be passed over in silence.
  if (cursor === null) throw inOtherForm(what);
  return cursor;
}

/** From `<…>; rel="self", <…>; rel="next"`. The library that the SDK uses for it gives up at 2,000 characters. */
export function nextLink(headers: Headers): string | undefined {
  return /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1];
}
