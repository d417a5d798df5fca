import type { z } from 'zod';
import { OktaUnreachableError } from './okta-errors.js';

/** @throws OktaUnreachableError, which does not quote the answer, if it is not in the form. */
export function parse<T>(schema: z.ZodType<T>, answer: unknown, what: string): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw inOtherForm(what);
  return parsed.data;
}

export function inOtherForm(what: string): OktaUnreachableError {
  return new OktaUnreachableError(what, 'an answer not in the documented form');
}
