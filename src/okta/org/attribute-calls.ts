import { z } from 'zod';
import type { OktaOrgClient } from '../org-client.js';
import { path, type JsonCalls } from './json-calls.js';

type AttributeCalls = Pick<
  OktaOrgClient,
  'listUserAttributes' | 'addUserAttribute' | 'removeUserAttribute'
>;

const attributeSchema = z.object({
  type: z.string().nullish(),
  permissions: z.array(z.object({ principal: z.string(), action: z.string() })).nullish(),
});
const attributesSchema = z.object({
  properties: z.record(z.string(), attributeSchema.nullable()).nullish(),
});
const schemaSchema = z.object({
  definitions: z.object({ base: attributesSchema, custom: attributesSchema.nullish() }),
});

const schemaPath = path('meta', 'schemas', 'user', 'default');

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Schema/ */
export function createAttributeCalls({ get, send }: JsonCalls): AttributeCalls {
  /** What is not named stays as it is; what is null goes. */
  async function change(attributes: Record<string, object | null>): Promise<void> {
    const custom = { id: '#custom', type: 'object', properties: attributes, required: [] };
    await send('POST', schemaPath, { definitions: { custom } }, schemaSchema, 'user schema');
  }

  return {
    async listUserAttributes() {
      const { definitions } = await get(schemaPath, schemaSchema, 'user schema');
      return [
        ...toAttributes(definitions.base, false),
        ...toAttributes(definitions.custom ?? {}, true),
      ];
    },

    async addUserAttribute({ name, self, ...about }) {
      const attribute = {
        ...{ ...about, type: 'string', required: false, scope: 'NONE' },
        permissions: [{ principal: 'SELF', action: self }],
        master: { type: 'OKTA' },
      };
      await change({ [name]: attribute });
    },

    removeUserAttribute: (name) => change({ [name]: null }),
  };
}

function toAttributes({ properties }: z.infer<typeof attributesSchema>, isCustom: boolean) {
  return Object.entries(properties ?? {}).flatMap(([name, attribute]) => {
    if (attribute === null) return [];
    const self = attribute.permissions?.find(({ principal }) => principal === 'SELF')?.action;
    return {
      name,
      isCustom,
      type: attribute.type ?? 'string',
      ...(self !== undefined && { self }),
    };
  });
}
