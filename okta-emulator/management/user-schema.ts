import { isDeepStrictEqual } from 'node:util';
import { invalid } from '../errors.js';
import { replaceProfile } from '../state/directory.js';
import type { Org } from '../state/org.js';
import type { SchemaAttribute, UserSchema } from '../state/user-schema.js';

/** Parts of attributes, by name. Null takes an attribute away. */
export type AttributeChanges = Record<string, AttributeChange | null>;

type AttributeChange = {
  [Setting in keyof SchemaAttribute]?: SchemaAttribute[Setting] | undefined;
};

/**
 * Merges what is given into the schema of the default user type. What is not named stays; all of it is refused or none.
 *
 * @throws OktaError E0000001 for a new attribute without title or type, or with a name that another has but for its case; for another type of an
 * attribute; for a change of a base attribute that Okta does not allow; for taking away a base attribute, or what is not there, which Okta may pass
 * over in silence: unconfirmed.
 */
export function changeUserSchema(
  org: Org,
  { base, custom }: { base: AttributeChanges; custom: AttributeChanges },
): void {
  const { userSchema } = org;
  const changed = {
    base: { ...userSchema.base, ...mergedBase(userSchema, base) },
    custom: mergedCustom(userSchema, custom),
  };
  Object.assign(userSchema, changed, { lastUpdated: new Date() });
  const gone = Object.keys(custom).filter((name) => custom[name] === null);
  if (gone.length > 0) forgetValues(org, gone);
}

function mergedCustom({ base, custom }: UserSchema, changes: AttributeChanges) {
  const merged = { ...custom };
  for (const [name, change] of Object.entries(changes)) {
    const known = merged[name];
    if (change === null) {
      if (!known) throw invalid(name, `${name}: The attribute does not exist.`);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the names are the org's own.
      delete merged[name];
      continue;
    }
    if (known && change.type !== undefined && change.type !== known.type) {
      throw invalid(name, `${name}: The type of an attribute is fixed.`);
    }
    if (!known) refuseUnusable(name, change, [...Object.keys(base), ...Object.keys(merged)]);
    merged[name] = { ...defaults, ...known, ...change } as SchemaAttribute;
  }
  return merged;
}

/** What Okta answers of a new attribute that does not say it. */
const defaults: Partial<SchemaAttribute> = {
  required: false,
  scope: 'NONE',
  permissions: [{ principal: 'SELF', action: 'READ_ONLY' }],
  master: { type: 'PROFILE_MASTER' },
};

function refuseUnusable(
  name: string,
  { title, type }: AttributeChange,
  taken: readonly string[],
): void {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw invalid(name, `${name}: The name is not valid.`);
  if (title === undefined) throw invalid(name, `${name}: title: The field cannot be left blank`);
  if (type === undefined) throw invalid(name, `${name}: type: The field cannot be left blank`);
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase())) {
    throw invalid(name, `${name}: An attribute of this name exists.`);
  }
}

/** Source: `updateUserProfile` in Okta's description: permissions; whether first and last name may be empty; the pattern of the login. */
function mergedBase({ base }: UserSchema, changes: AttributeChanges) {
  const merged = Object.entries(changes).map(([name, change]) => {
    const known = base[name];
    if (!known) throw invalid(name, `${name}: The attribute does not exist.`);
    if (change === null) throw invalid(name, `${name}: A base attribute can't be removed.`);
    for (const [setting, value] of Object.entries(change)) {
      if (!mayChange(name, setting) && !isDeepStrictEqual(value, known[setting])) {
        throw invalid(name, `${name}: ${setting} of a base attribute can't be changed.`);
      }
    }
    return [name, { ...known, ...change } as SchemaAttribute];
  });
  return Object.fromEntries(merged) as Record<string, SchemaAttribute>;
}

function mayChange(name: string, setting: string): boolean {
  if (setting === 'permissions' || setting === 'master') return true;
  if (setting === 'required') return name === 'firstName' || name === 'lastName';
  return setting === 'pattern' && name === 'login';
}

/** With an attribute goes what the users have in it. */
function forgetValues(org: Org, names: readonly string[]): void {
  for (const user of org.users.values()) {
    const kept = Object.entries(user.profile).filter(([name]) => !names.includes(name));
    replaceProfile(org, user, Object.fromEntries(kept) as typeof user.profile);
  }
}
