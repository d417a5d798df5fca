import type { SchemaAttribute, UserSchema } from './user-schema.js';

export interface ProfileProblem {
  attribute: string;
  problem: string;
}

/**
 * What of a profile the schema does not allow: attributes that it does not have, values of another type or length. Empty values are fine but where
 * the schema requires one.
 */
export function checkProfile(
  { base, custom }: UserSchema,
  profile: Record<string, unknown>,
): ProfileProblem[] {
  const missing = Object.entries(custom)
    .filter(([name, { required }]) => required === true && isEmpty(profile[name]))
    .map(([attribute]) => ({ attribute, problem: 'The field cannot be left blank' }));
  const wrong = Object.entries(profile).flatMap(([attribute, value]) => {
    const definition = base[attribute] ?? custom[attribute];
    const problem = definition
      ? problemOf(definition, value)
      : 'The attribute is not in the schema of the user type.';
    return problem === undefined ? [] : [{ attribute, problem }];
  });
  return [...missing, ...wrong];
}

function problemOf(definition: SchemaAttribute, value: unknown): string | undefined {
  if (isEmpty(value)) return undefined;
  const { type, minLength, maxLength, enum: allowed } = definition;
  if (!isOfType[type](value)) return `The value must be of the type ${type}.`;
  if (Array.isArray(allowed) && !allowed.some((one) => one === value)) {
    return 'The value must be one of the enum.';
  }
  if (typeof value !== 'string') return undefined;
  if (value.length < (minLength ?? 0)) return `The value must have ${minLength ?? 0} characters.`;
  if (value.length > (maxLength ?? Infinity)) return 'The value is too long.';
  return undefined;
}

const isOfType: Record<SchemaAttribute['type'], (value: unknown) => boolean> = {
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
};

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
