import * as z from 'zod';

import { permissions } from './permissions.js';
import { roleTypes, type RoleAssignment } from './role.js';

const named = { kid: z.string().exactOptional() };

/** A public key in JWK form. A private one is refused: the org must never have it. */
export const publicJwkSchema = z
  .discriminatedUnion('kty', [
    z.looseObject({ ...named, kty: z.literal('RSA'), n: z.string(), e: z.string() }),
    z.looseObject({
      ...named,
      kty: z.literal('EC'),
      crv: z.enum(['P-256', 'P-384', 'P-521']),
      x: z.string(),
      y: z.string(),
    }),
  ])
  .refine((jwk) => !('d' in jwk), 'a private key: register its public half');

export type PublicJwk = z.infer<typeof publicJwkSchema>;

/** What can be set, and changed at any time. */
const settable = {
  label: z.string(),
  /** Several while keys are rotated. Without a `kid` a key is usable only as long as it is the only one. */
  keys: z.array(publicJwkSchema),
  /** The granted ones. */
  scopes: z.array(z.string().regex(/^okta\./)),
  dpopBoundAccessTokens: z.boolean(),
  /** Standard roles. */
  roles: z.array(z.enum(roleTypes)),
};

/** What makes a service app; everything but the keys has a default. As with Okta, DPoP is required unless said otherwise. */
export const serviceAppSchema = z.strictObject({
  clientId: z
    .string()
    .regex(/^0oa\w+$/)
    .optional(),
  label: settable.label.default('Service app'),
  keys: settable.keys,
  scopes: settable.scopes.default([]),
  dpopBoundAccessTokens: settable.dpopBoundAccessTokens.default(true),
  roles: settable.roles.default([]),
  /** Makes a custom role and a resource set besides, and binds the app to them. */
  customRole: z
    .strictObject({
      permissions: z.array(z.enum(permissions)).min(1),
      /** By ORN, REST URL or its path, such as `/api/v1/groups/00g…`. */
      resources: z.array(z.string()).min(1),
    })
    .optional(),
});

/** What is not named stays. */
export const serviceAppChangeSchema = z.strictObject(settable).partial();

export type ServiceAppDefinition = z.input<typeof serviceAppSchema>;
export type ServiceAppChange = z.infer<typeof serviceAppChangeSchema>;

/** An OAuth 2.0 client of type `service`, which authenticates with `private_key_jwt` alone. */
export interface ServiceApp {
  /** The client id. */
  readonly id: string;
  label: string;
  keys: PublicJwk[];
  scopes: string[];
  dpopBoundAccessTokens: boolean;
  /** Standard roles assigned to it; custom ones are in the bindings of resource sets. */
  roles: RoleAssignment[];
  readonly created: Date;
}
