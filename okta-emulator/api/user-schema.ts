import { Router } from 'express';
import { answerMethodNotAllowed, notFound } from '../errors.js';
import { changeUserSchema } from '../management/user-schema.js';
import type { Org } from '../state/org.js';
import type { SchemaAttribute } from '../state/user-schema.js';
import { parseSchemaChange } from './user-schema-definition.js';

/** Of the default user type, as the links of a user name it. */
export const defaultSchemaId = 'oscDefaultUser0005d7';

/** `/meta/schemas/user/{schemaId}`, of the default user type. */
export function createUserSchemaRouter(org: Org): Router {
  const router = Router();
  router
    .route('/meta/schemas/user/:schemaId')
    .all((req, _res, next) => {
      const { schemaId } = req.params;
      if (schemaId !== 'default' && schemaId !== defaultSchemaId) {
        throw notFound(schemaId, 'UserSchema');
      }
      next();
    })
    .get((_req, res) => {
      res.json(userSchemaBody(org));
    })
    .post((req, res) => {
      changeUserSchema(org, parseSchemaChange(req.body));
      res.json(userSchemaBody(org));
    })
    .all(answerMethodNotAllowed);
  return router;
}

function userSchemaBody({ url, userSchema }: Org) {
  const { created, lastUpdated, base, custom } = userSchema;
  return {
    id: `${url}/meta/schemas/user/${defaultSchemaId}`,
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'user',
    title: 'User',
    description: 'Okta user profile template with default permission settings',
    ...{ lastUpdated, created },
    definitions: { base: subschema('#base', base), custom: subschema('#custom', custom) },
    type: 'object',
    properties: {
      profile: { allOf: ['base', 'custom'].map((name) => ({ $ref: `#/definitions/${name}` })) },
    },
    _links: { self: { href: `${url}/api/v1/meta/schemas/user/${defaultSchemaId}` } },
  };
}

function subschema(id: string, properties: Record<string, SchemaAttribute>) {
  const required = Object.keys(properties).filter((name) => properties[name]?.required === true);
  return { id, type: 'object', properties, required };
}
