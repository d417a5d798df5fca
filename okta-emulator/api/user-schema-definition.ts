import * as z from 'zod';
import type { AttributeChanges } from '../management/user-schema.js';
import { parseBody } from '../parse-body.js';

const permission = z.strictObject({
  principal: z.literal('SELF'),
  action: z.enum(['READ_WRITE', 'READ_ONLY', 'HIDE']),
});
const formats = [
  ...(['country-code', 'date-time', 'email', 'encrypted', 'hashed', 'language-code'] as const),
  ...(['locale', 'ref-id', 'timezone', 'uri'] as const),
];
const length = z.int().nonnegative().nullable().optional();

/** Source: UserSchemaAttribute in Okta's description; `items` of an array, which it leaves out, from the Schemas API's older reference. */
const attributeSchema = z.strictObject({
  title: z.string().min(1).optional(),
  description: z.string().optional(),
  type: z.enum(['array', 'boolean', 'integer', 'number', 'string']).optional(),
  items: z.looseObject({ type: z.string() }).optional(),
  required: z.boolean().nullable().optional(),
  minLength: length,
  maxLength: length,
  default: z.unknown().optional(),
  enum: z
    .array(z.union([z.string(), z.int()]))
    .nullable()
    .optional(),
  oneOf: z
    .array(z.strictObject({ const: z.string(), title: z.string() }))
    .nullable()
    .optional(),
  permissions: z.array(permission).nullable().optional(),
  master: z
    .strictObject({
      type: z.enum(['OKTA', 'OVERRIDE', 'PROFILE_MASTER']).optional(),
      priority: z.array(z.strictObject({ type: z.string(), value: z.string() })).optional(),
    })
    .nullable()
    .optional(),
  scope: z.enum(['NONE', 'SELF']).optional(),
  mutability: z.enum(['IMMUTABLE', 'READ_ONLY', 'READ_WRITE', 'WRITE_ONLY']).optional(),
  unique: z.boolean().nullable().optional(),
  format: z.enum(formats).optional(),
  pattern: z.string().nullable().optional(),
  externalName: z.string().optional(),
  externalNamespace: z.string().optional(),
});

const attributes = z.record(z.string(), attributeSchema.nullable()).default({});
/** `id`, `type` and `required` are Okta's to say: they may stand there, and change nothing. */
const subschema = z
  .strictObject({
    id: z.string().optional(),
    type: z.string().optional(),
    required: z.array(z.string()).optional(),
    properties: attributes,
  })
  .optional();

const readOnly = z.unknown().optional();

const userSchemaSchema = z.strictObject({
  title: z.string().optional(),
  definitions: z.strictObject({ base: subschema, custom: subschema }).optional(),
  ...{ $schema: readOnly, id: readOnly, name: readOnly, type: readOnly, created: readOnly },
  ...{ lastUpdated: readOnly, properties: readOnly, _links: readOnly },
});

/** Reads the body that changes a user schema. @throws OktaError E0000001 for what Okta's description does not have. */
export function parseSchemaChange(body: unknown): {
  base: AttributeChanges;
  custom: AttributeChanges;
} {
  const { definitions } = parseBody(userSchemaSchema, body, 'schema');
  return {
    base: definitions?.base?.properties ?? {},
    custom: definitions?.custom?.properties ?? {},
  };
}
