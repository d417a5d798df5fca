import * as z from 'zod';

import { errorCodes } from '../error-catalogue.js';
import { armingSchema } from './armed-faults.js';

const effectSchema = z.discriminatedUnion('kind', [
  /** Refuses with the status and the body that Okta's catalogue has for the code. */
  z.object({ kind: z.literal('error'), errorCode: z.enum(errorCodes) }),
  /** Answers what no Okta API answers: a proxy's HTML, half a JSON. `truncated` breaks the connection in the middle of the body. */
  z.object({
    kind: z.literal('raw'),
    status: z.int().min(200).max(599),
    contentType: z.string(),
    body: z.string(),
    truncated: z.boolean().optional(),
  }),
  /** Executes after `ms`. */
  z.object({ kind: z.literal('delay'), ms: z.int().positive() }),
  /** Executes at once and never answers. */
  z.object({ kind: z.literal('executed-then-timeout') }),
  /** Does not execute until somebody releases or drops the request. */
  z.object({ kind: z.literal('hang') }),
  /** Resets the connection without executing. */
  z.object({ kind: z.literal('reset') }),
  /** 429 with a used-up bucket, which is full again after `resetInSeconds` (60). */
  z.object({ kind: z.literal('rate-limit'), resetInSeconds: z.int().optional() }),
  /** 429 with a limit of 0 and 0 remaining: Okta's sign for too many requests at the same time. */
  z.object({ kind: z.literal('concurrency-limit') }),
]);

/** What happens to requests of one method (any, if not given) whose path, without query, fits a regular expression. */
export const apiFaultSchema = armingSchema.extend({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  path: z.string().refine(isRegularExpression, 'not a regular expression'),
  effect: effectSchema,
});

export type ApiFault = z.infer<typeof apiFaultSchema>;
export type ApiFaultEffect = ApiFault['effect'];

export function matchesRequest(
  fault: Pick<ApiFault, 'method' | 'path'>,
  request: { method: string; path: string },
): boolean {
  return (
    (fault.method === undefined || fault.method === request.method) &&
    new RegExp(fault.path).test(request.path)
  );
}

function isRegularExpression(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
