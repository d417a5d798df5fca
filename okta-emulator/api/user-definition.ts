import * as z from 'zod';
import { invalid } from '../errors.js';
import { parseBody } from '../parse-body.js';
import { checkProfile } from '../state/check-profile.js';
import type { Org } from '../state/org.js';
import { meetsPasswordPolicy } from '../state/password.js';
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

/** Recovery questions, hashed passwords, other user types and realms are not emulated, and therefore refused. */
const userSchema = z.strictObject({
  profile: z.record(z.string(), z.unknown()).default({}),
  credentials: z
    .strictObject({
      password: z.strictObject({ value: z.string() }).optional(),
      provider: z.strictObject({ type: z.literal('OKTA'), name: z.literal('OKTA') }).optional(),
    })
    .optional(),
});
const newUserSchema = userSchema.extend({ groupIds: z.array(z.string()).default([]) });

export interface UserDefinition {
  profile: UserProfile;
  /** Undefined if none is given. */
  password: string | undefined;
}

/** Reads the body that creates a user. @throws OktaError E0000001 */
export function parseNewUser(org: Org, body: unknown): UserDefinition & { groupIds: string[] } {
  const { groupIds, ...given } = parseBody(newUserSchema, body, 'newUser');
  return { profile: parseProfile(org, given.profile), password: parsePassword(given), groupIds };
}

/**
 * Reads the body that changes a user.
 *
 * @param keep the attributes that stay where the body does not name them; none for a full update.
 * @throws OktaError E0000001
 */
export function parseUserChange(
  org: Org,
  body: unknown,
  keep: Record<string, unknown>,
): UserDefinition {
  const given = parseBody(userSchema, body, 'user');
  const profile = parseProfile(org, { ...keep, ...given.profile });
  return { profile, password: parsePassword(given) };
}

/**
 * Beyond what Okta checks of its own attributes, the schema decides. The error names the first field that does not fit, its causes all; Okta's
 * words for an attribute that the schema does not have are not public.
 */
function parseProfile({ userSchema: schema }: Org, given: Record<string, unknown>): UserProfile {
  const parsed = profileSchema.safeParse(given);
  const own = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    attribute: path.map(String).at(0) ?? 'profile',
    problem: message,
  }));
  const others = checkProfile(schema, given).filter(
    ({ attribute }) => !own.some((known) => known.attribute === attribute),
  );
  const [first, ...more] = [...own, ...others];
  if (parsed.success && first === undefined) return parsed.data;
  throw invalid(
    first?.attribute ?? 'profile',
    ...(first ? [first, ...more] : []).map(({ attribute, problem }) => `${attribute}: ${problem}`),
  );
}

function parsePassword({ credentials }: z.infer<typeof userSchema>): string | undefined {
  const password = credentials?.password?.value;
  if (password !== undefined && !meetsPasswordPolicy(password)) {
    throw invalid('password', 'password: Password requirements were not met.');
  }
  return password;
}
