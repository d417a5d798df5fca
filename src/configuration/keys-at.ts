import { z } from 'zod';

/** The keys that a schema has at a place, such as `['populations', 0, 'waiting']`. Empty where it has none of its own there. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const here = unwrap(schema);
  const [key, ...deeper] = path;
  if (here instanceof z.ZodDiscriminatedUnion || here instanceof z.ZodUnion) {
    return [...new Set(here.options.flatMap((option) => keysAt(option, path)))];
  }
  if (here instanceof z.ZodArray) return key === undefined ? [] : keysAt(here.element, deeper);
  if (!(here instanceof z.ZodObject)) return [];
  const shape: z.core.$ZodShape = here.shape;
  if (key === undefined) return Object.keys(shape);
  const below = shape[String(key)];
  return below === undefined ? [] : keysAt(below, deeper);
}

/** Without what only says whether it may be absent, and what becomes of it. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}
