import * as z from 'zod';
import { invalid } from '../errors.js';
import type { UserProfile } from '../state/user.js';

const blank = 'The field cannot be left blank';
const name = z.string().min(1, blank).max(50).nullable().default(null);

const profileSchema = z.looseObject({
  firstName: name,
  lastName: name,
  mobilePhone: z.string().max(100).nullable().default(null),
  secondEmail: z.email('Does not match required pattern').max(100).nullable().default(null),
  login: z
    .string(blank)
    .min(1, blank)
    .max(100)
    .regex(/^[^@\s]+@[^@\s]+$/, 'Username must be in the form of an email address'),
  email: z.string(blank).min(1, blank).max(100).pipe(z.email('Does not match required pattern')),
});

/**
 * Checks a user's profile. Attributes that Okta does not have are taken as custom ones.
 *
 * @throws OktaError E0000001 that names the first field that does not fit, with one cause per field.
 */
export function parseProfile(given: unknown): UserProfile {
  const parsed = profileSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const causes = parsed.error.issues.map(({ path, message }) => ({
    field: path.map(String).at(0) ?? 'profile',
    message,
  }));
  throw invalid(
    causes[0]?.field ?? 'profile',
    ...causes.map(({ field, message }) => `${field}: ${message}`),
  );
}
