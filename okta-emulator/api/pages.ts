import type { Request, Response } from 'express';
import { invalid } from '../errors.js';
import { cursorOf, type Listed, type Listing } from '../state/listing.js';
import type { Org } from '../state/org.js';
import { integerParameter, textParameter } from './query.js';

interface Paging<T> {
  /** What of the list is shown at all. */
  fits?: (item: T) => boolean;
  defaultLimit: number;
  maxLimit: number;
}

/**
 * One page of a list, oldest first, by the request's `limit` and `after`. Sets Okta's `Link` headers: `self`, and `next` if there
 * is more. A cursor stays good when the resource that it names is deleted.
 *
 * @throws OktaError E0000001 for a limit out of range or a cursor that no `next` link had.
 */
export function page<T extends Listed>(
  org: Org,
  req: Request,
  res: Response,
  listing: Pick<Listing<T>, 'after'>,
  { fits = () => true, defaultLimit, maxLimit }: Paging<T>,
): T[] {
  const limit = integerParameter(req, 'limit', { min: 1, max: maxLimit, otherwise: defaultLimit });
  const after = textParameter(req, 'after');
  const shown: T[] = [];
  let hasMore = false;
  for (const item of listing.after(after === undefined ? after : requireCursor(after))) {
    if (!fits(item)) continue;
    hasMore = shown.length === limit;
    if (hasMore) break;
    shown.push(item);
  }
  linkToSelf(org, req, res, { limit: String(limit) });
  const last = shown.at(-1);
  if (last && hasMore) {
    linkToNext(org, req, res, { after: cursorOf(last), limit: String(limit) });
  }
  return shown;
}

/** @param changes parameters that differ from the request's; undefined removes one. */
type Changes = Record<string, string | undefined>;

export function linkToSelf(org: Org, req: Request, res: Response, changes: Changes = {}): void {
  res.append('link', `<${linkUrl(org, req, changes)}>; rel="self"`);
}

export function linkToNext(org: Org, req: Request, res: Response, changes: Changes): void {
  res.append('link', `<${linkUrl(org, req, changes)}>; rel="next"`);
}

function linkUrl(org: Org, req: Request, changes: Changes): string {
  const url = new URL(org.url + req.originalUrl);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

function requireCursor(after: string): string {
  if (!/^\d{4}-.*Z_\w+$/.test(after)) throw invalid("'after': is not a cursor of a next link.");
  return after;
}
