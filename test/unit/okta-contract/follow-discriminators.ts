/** Of an OpenAPI schema, what is read here. */
interface Schema {
  $ref?: string;
  allOf?: Schema[];
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  [keyword: string]: unknown;
}

/**
 * Makes a validator look at the type that an object says it has. Okta's description names the types of a base schema in its
 * `discriminator` only, without `oneOf`, and there validators overlook them: any factor would pass as any other. Here `UserFactor`
 * becomes what it was and, if `factorType` is `sms`, a `UserFactorSMS` too.
 */
export function followDiscriminators(schemas: Record<string, Schema>): Record<string, Schema> {
  const followed = structuredClone(schemas);
  for (const [name, base] of Object.entries(followed)) {
    const { propertyName = '', mapping } = base.discriminator ?? {};
    if (!mapping) continue;
    const $ref = `#/components/schemas/${name}`;
    const baseRef = `${$ref}OfAnyType`;
    // A type extends the base itself: it would have itself as a part otherwise.
    for (const part of Object.values(followed).flatMap(({ allOf }) => allOf ?? [])) {
      if (part.$ref === $ref) part.$ref = baseRef;
    }
    const types = Object.entries(mapping).map(([value, typeRef]) => ({
      if: { required: [propertyName], properties: { [propertyName]: { const: value } } },
      then: { $ref: typeRef },
    }));
    followed[`${name}OfAnyType`] = base;
    followed[name] = { allOf: [{ $ref: baseRef }, ...types] };
  }
  return followed;
}
