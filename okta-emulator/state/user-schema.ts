/** What the default user type knows about one attribute of a profile. Source: UserSchemaAttribute in Okta's OpenAPI description. */
export interface SchemaAttribute {
  title: string;
  description?: string;
  type: 'array' | 'boolean' | 'integer' | 'number' | 'string';
  required?: boolean | null;
  minLength?: number | null;
  maxLength?: number | null;
  enum?: (string | number)[] | null;
  /** What users may do with their own. */
  permissions?: { principal: string; action: SelfPermission }[] | null;
  /** What else Okta knows is kept as it was given. */
  [setting: string]: unknown;
}

type SelfPermission = 'READ_WRITE' | 'READ_ONLY' | 'HIDE';

/** The schema of the default user type, the only one here. */
export interface UserSchema {
  created: Date;
  lastUpdated: Date;
  /** Okta's own attributes: none comes, none goes. */
  base: Record<string, SchemaAttribute>;
  custom: Record<string, SchemaAttribute>;
}

/** @param custom the names of attributes that the org has from the start: texts that users may change themselves. */
export function createUserSchema(custom: readonly string[]): UserSchema {
  const now = new Date();
  return {
    created: now,
    lastUpdated: now,
    base: baseAttributes(),
    custom: Object.fromEntries(
      custom.map((name) => [
        name,
        { ...attribute(name, 'READ_WRITE', { required: false }), scope: 'NONE' },
      ]),
    ),
  };
}

/**
 * The base attributes with what a new org lets users do: lengths from UserProfile in Okta's OpenAPI description, titles and permissions from
 * the example of a default schema in Okta's older reference of the Schemas API
 * (https://github.com/oktadeveloper/okta-blog-archive), which has no permission for what is HIDE or READ_ONLY elsewhere.
 */
function baseAttributes(): Record<string, SchemaAttribute> {
  const text = { maxLength: 100 };
  return {
    login: attribute('Username', 'READ_ONLY', { required: true, minLength: 5, ...text }),
    firstName: attribute('First name', 'READ_WRITE', {
      required: true,
      minLength: 1,
      maxLength: 50,
    }),
    lastName: attribute('Last name', 'READ_WRITE', { required: true, minLength: 1, maxLength: 50 }),
    middleName: attribute('Middle name', 'READ_ONLY'),
    honorificPrefix: attribute('Honorific prefix', 'READ_ONLY'),
    honorificSuffix: attribute('Honorific suffix', 'READ_ONLY'),
    email: attribute('Primary email', 'READ_WRITE', {
      ...{ required: true, format: 'email', minLength: 5 },
      ...text,
    }),
    title: attribute('Title', 'READ_ONLY'),
    displayName: attribute('Display name', 'READ_ONLY'),
    nickName: attribute('Nickname', 'READ_ONLY'),
    profileUrl: attribute('Profile Url', 'READ_ONLY', { format: 'uri' }),
    secondEmail: attribute('Secondary email', 'READ_WRITE', { format: 'email', ...text }),
    mobilePhone: attribute('Mobile phone', 'READ_WRITE', text),
    primaryPhone: attribute('Primary phone', 'HIDE', text),
    streetAddress: attribute('Street address', 'HIDE', { maxLength: 1024 }),
    city: attribute('City', 'HIDE', { maxLength: 128 }),
    state: attribute('State', 'HIDE', { maxLength: 128 }),
    zipCode: attribute('Zip code', 'HIDE', { maxLength: 50 }),
    countryCode: attribute('Country code', 'HIDE', { format: 'country-code', maxLength: 2 }),
    postalAddress: attribute('Postal Address', 'HIDE', { maxLength: 4096 }),
    preferredLanguage: attribute('Preferred language', 'READ_ONLY', { format: 'language-code' }),
    locale: attribute('Locale', 'READ_ONLY', { format: 'locale' }),
    timezone: attribute('Time zone', 'READ_ONLY', { format: 'timezone' }),
    userType: attribute('User type', 'READ_ONLY'),
    employeeNumber: attribute('Employee number', 'READ_ONLY'),
    costCenter: attribute('Cost center', 'READ_ONLY'),
    organization: attribute('Organization', 'READ_ONLY'),
    division: attribute('Division', 'READ_ONLY'),
    department: attribute('Department', 'READ_ONLY'),
    managerId: attribute('ManagerId', 'READ_ONLY'),
    manager: attribute('Manager', 'READ_ONLY'),
  };
}

function attribute(
  title: string,
  action: SelfPermission,
  more: Partial<SchemaAttribute> = {},
): SchemaAttribute {
  return {
    ...{ title, type: 'string', ...more },
    permissions: [{ principal: 'SELF', action }],
    master: { type: 'PROFILE_MASTER' },
  };
}
