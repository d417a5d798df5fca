import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A key of the configuration file, as a reader meets it. */
export interface ConfigurationKey {
  /** `phone.attributes`; what is in a list has `[]`: `eventCards[].taskQueue`. */
  path: string;
  /** What may be written there; empty for a mapping, whose keys follow. */
  type: string;
  /** Absent: there is none. A mapping is what its keys are by default. */
  byDefault?: unknown;
  isRequired: boolean;
  description: string | undefined;
}

/** Every key of an object's JSON Schema, in its order, each before those in it. */
export function keysOf(schema: JsonSchema, above = ''): ConfigurationKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    if (!isSchema(property)) return [];
    const path = above + name;
    const key = toKey(path, property, schema.required?.includes(name) ?? false);
    return [key, ...keysIn(property, path)];
  });
}

function toKey(path: string, schema: JsonSchema, isRequired: boolean): ConfigurationKey {
  const { description } = schema;
  const byDefault = isMapping(schema) ? undefined : schema.default;
  return {
    ...{ path, type: typeOf(schema), isRequired, description },
    ...(byDefault !== undefined && { byDefault }),
  };
}

/** Those below a key: of a mapping, of the mappings in a list, or of each kind of mapping that may stand there. */
function keysIn(schema: JsonSchema, path: string): ConfigurationKey[] {
  const { items } = schema;
  if (isSchema(items) && isMapping(items)) return keysOf(items, `${path}[].`);
  const kinds = (schema.oneOf ?? []).map((kind) => keysOf(kind, `${path}.`));
  return kinds.length > 0 ? mergeKinds(kinds) : keysOf(schema, `${path}.`);
}

/** What several kinds of mapping have in common is said once, and of what one alone has, which. The first key of each tells the kinds apart. */
function mergeKinds(kinds: ConfigurationKey[][]): ConfigurationKey[] {
  const [discriminators, rest] = [
    kinds.flatMap((keys) => keys.slice(0, 1)),
    kinds.flatMap(([kind, ...keys]) => keys.map((key) => ({ kind: kind?.type ?? '', key }))),
  ];
  const [discriminator] = discriminators;
  if (discriminator === undefined) return [];
  const ofAll = { ...discriminator, type: discriminators.map(({ type }) => type).join(', ') };
  const merged = new Map<string, ConfigurationKey>();
  for (const { kind, key } of rest) {
    const isShared = rest.filter(({ key: { path } }) => path === key.path).length > 1;
    const description = isShared ? key.description : `${kind}: ${key.description ?? ''}`;
    merged.set(key.path, { ...key, description });
  }
  return [ofAll, ...merged.values()];
}

function typeOf(schema: JsonSchema): string {
  const { title, format, type, items, anyOf, minimum, exclusiveMinimum, maximum } = schema;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (isMapping(schema) || schema.oneOf) return '';
  if (type === 'array') return isSchema(items) ? `list${ofItems(items)}` : 'list';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer' || type === 'number') {
    const least = minimum ?? exclusiveMinimum;
    const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
    return isBounded ? `number, ${String(least)} to ${maximum}` : 'number';
  }
  if (type === 'object') return 'mapping';
  return title ?? formats[format ?? ''] ?? 'text';
}

const formats: Readonly<Record<string, string>> = {
  email: 'mail address',
  uri: 'URL',
  'date-time': 'date and time',
};

function ofItems(items: JsonSchema): string {
  const type = typeOf(items);
  return type === '' || type === 'text' ? '' : `: ${type}`;
}

export function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function isMapping({ properties }: JsonSchema): boolean {
  return properties !== undefined;
}

function isSchema(items: unknown): items is JsonSchema {
  return typeof items === 'object' && items !== null && !Array.isArray(items);
}
