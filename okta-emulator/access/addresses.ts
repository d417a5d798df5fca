import type { Request } from 'express';

import type { Org } from '../state/org.js';

/** The URLs, without query, by which the request may have been sent: the org's own, and that of the host it asked, as with a custom domain. */
export function addressesOf(org: Org, req: Request): string[] {
  const path = req.baseUrl + req.path;
  return [org.url + path, `${req.protocol}://${req.get('host') ?? ''}${path}`];
}
