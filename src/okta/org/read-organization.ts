import { z } from 'zod';
import type { Engine } from '../org-client.js';
import { parse } from '../parse-answer.js';
import { SingleAttemptExecutor } from '../request-executor.js';

const organizationSchema = z.object({ id: z.string(), pipeline: z.enum(['v1', 'idx']) });
const what = 'okta-organization';

/** Asked without a credential, so that one that Okta refuses does not hide which org this is. */
export async function readOrganization(
  orgUrl: string,
  requestTimeoutMs: number,
): Promise<{ id: string; engine: Engine; skewMs: number }> {
  const asked = Date.now();
  const response = await new SingleAttemptExecutor(requestTimeoutMs).fetch({
    url: new URL('/.well-known/okta-organization', orgUrl).href,
    method: 'GET',
    headers: { Accept: 'application/json' },
  });
  const answered = Date.now();
  const { id, pipeline } = parse(organizationSchema, await response.json(), what);
  // The header has whole seconds: on average half of one is cut off.
  const theirs = Date.parse(response.headers.get('date') ?? '') + 500;
  const skewMs = Number.isNaN(theirs) ? 0 : Math.round((asked + answered) / 2 - theirs);
  return { id, engine: pipeline === 'idx' ? 'idx' : 'classic', skewMs };
}
