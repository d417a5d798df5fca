import type { Request, Response } from 'express';
import { invalid } from '../errors.js';
import type { Org } from '../state/org.js';
import { integerParameter, textParameter } from './query.js';

interface Listed {
  id: string;
  created: Date;
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
  items: readonly T[],
  { defaultLimit, maxLimit }: { defaultLimit: number; maxLimit: number },
): T[] {
  const limit = integerParameter(req, 'limit', { min: 1, max: maxLimit, otherwise: defaultLimit });
  const after = textParameter(req, 'after');
  const rest = items
    .map((item) => ({ item, cursor: cursorOf(item) }))
    .sort((one, other) => (one.cursor < other.cursor ? -1 : 1))
    .filter(({ cursor }) => after === undefined || cursor > requireCursor(after));
  const shown = rest.slice(0, limit);
  linkToSelf(org, req, res, { limit: String(limit) });
  const last = shown.at(-1);
  if (last && rest.length > limit) {
    linkToNext(org, req, res, { after: last.cursor, limit: String(limit) });
  }
  return shown.map(({ item }) => item);
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

// ISO 8601 sorts as text; the id tells apart what was created in the same millisecond.
function cursorOf({ created, id }: Listed): string {
  return `${created.toISOString()}_${id}`;
}

function requireCursor(after: string): string {
  if (!/^\d{4}-.*Z_\w+$/.test(after)) throw invalid("'after': is not a cursor of a next link.");
  return after;
}
