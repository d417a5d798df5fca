import type * as z from 'zod';

import { invalid } from './errors.js';

/**
 * Reads a request's JSON body.
 *
 * @param subject Okta's name of what is read, such as `eventHook`.
 * @throws OktaError E0000001 with one cause per field that does not fit.
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  subject: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const causes = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw invalid(subject, ...causes);
}
