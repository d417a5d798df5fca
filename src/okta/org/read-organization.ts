import { z } from 'zod';
import type { OktaSdkOptions } from '../create-sdk.js';
import { createFetch } from '../create-fetch.js';
import { exchange, parseJson } from '../exchange.js';
import type { Engine } from '../org-client.js';
import { parse } from '../parse-answer.js';

const organizationSchema = z.object({ id: z.string(), pipeline: z.enum(['v1', 'idx']) });
const path = '/.well-known/okta-organization';

/** Asked without a credential, so that one that Okta refuses does not hide which org this is. @throws OktaUnreachableError */
export async function readOrganization({
  orgUrl,
  proxy,
  requestTimeoutMs,
}: Pick<OktaSdkOptions, 'orgUrl' | 'proxy' | 'requestTimeoutMs'>): Promise<{
  id: string;
  engine: Engine;
  skewMs: number;
}> {
  const asked = Date.now();
  const url = new URL(path, orgUrl).href;
  const { response, body } = await exchange(createFetch(proxy), `GET ${path}`, url, {
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(requestTimeoutMs),
  });
  const answered = Date.now();
  const { id, pipeline } = parse(organizationSchema, parseJson(body), 'okta-organization');
  // The header has whole seconds: on average half of one is cut off.
  const theirs = Date.parse(response.headers.get('date') ?? '') + 500;
  const skewMs = Number.isNaN(theirs) ? 0 : Math.round((asked + answered) / 2 - theirs);
  return { id, engine: pipeline === 'idx' ? 'idx' : 'classic', skewMs };
}
