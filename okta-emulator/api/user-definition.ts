import * as z from 'zod';
import { invalid } from '../errors.js';
import { parseBody } from '../parse-body.js';
import { meetsPasswordPolicy } from '../state/password.js';
import type { UserProfile } from '../state/user.js';

const blank = 'The field cannot be left blank';
const name = z.string().min(1, blank).max(50).nullable().default(null);

const text = z.string().nullable().optional();

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
  manager: text,
  managerId: text,
  preferredLanguage: text,
  locale: text,
  timezone: text,
});

const userSchema = z.object({
  profile: z.record(z.string(), z.unknown()).default({}),
  credentials: z.object({ password: z.object({ value: z.string() }).optional() }).optional(),
});
const newUserSchema = userSchema.extend({ groupIds: z.array(z.string()).default([]) });

export interface UserDefinition {
  profile: UserProfile;
  /** Undefined if none is given. */
  password: string | undefined;
}

/** Reads the body that creates a user. @throws OktaError E0000001 */
export function parseNewUser(body: unknown): UserDefinition & { groupIds: string[] } {
  const { groupIds, ...given } = parseBody(newUserSchema, body, 'newUser');
  return { profile: parseProfile(given.profile), password: parsePassword(given), groupIds };
}

/**
 * Reads the body that changes a user.
 *
 * @param keep the attributes that stay where the body does not name them; none for a full update.
 * @throws OktaError E0000001
 */
export function parseUserChange(body: unknown, keep: Record<string, unknown>): UserDefinition {
  const given = parseBody(userSchema, body, 'user');
  const profile = parseProfile({ ...keep, ...given.profile });
  return { profile, password: parsePassword(given) };
}

/** Attributes that Okta does not have are taken as custom ones. The error names the first field that does not fit, its causes all. */
function parseProfile(given: unknown): UserProfile {
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

function parsePassword({ credentials }: z.infer<typeof userSchema>): string | undefined {
  const password = credentials?.password?.value;
  if (password !== undefined && !meetsPasswordPolicy(password)) {
    throw invalid('password', 'password: Password requirements were not met.');
  }
  return password;
}
