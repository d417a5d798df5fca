import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Document } from 'openapi-backend';
import { readReference } from '../../support/reference-data.js';
import { followDiscriminators } from './follow-discriminators.js';
import type { Exchange } from './record-exchanges.js';

/**
 * Finds what Okta's OpenAPI description does not allow in a request, such as `enrollFactor /requestBody/profile must be object`, and
 * in its answer, such as `getUser 200 /profile/email must be string`; `*` stands for any item of a list.
 */
export type FindContradictions = (exchange: Exchange) => string[];

interface Definition {
  paths: object;
  components: { schemas: Parameters<typeof followDiscriminators>[0]; [kind: string]: object };
}

/** Two cuts of one description: what the product needs, and what setup and administrators may need. */
const files = ['spec/okta-subset-2026.06.3.json', 'spec/okta-setup-subset-2026.06.3.json'];

let description: OpenAPIBackend | undefined;

/** Skips the test where there is no reference data. */
export async function readOktaDescription(test: Mocha.Context): Promise<FindContradictions> {
  const texts = await Promise.all(files.map((file) => readReference(test, file)));
  // Once: it compiles what an operation needs when that is needed, and keeps it.
  description ??= await parseDescription(texts);
  return findContradictions.bind(undefined, description);
}

async function parseDescription(texts: string[]): Promise<OpenAPIBackend> {
  const parts = texts.map((text) => JSON.parse(text) as Definition);
  const kinds = new Set(parts.flatMap(({ components }) => Object.keys(components)));
  const components = Object.fromEntries(
    [...kinds].map((kind) => [kind, merged(parts.map((part) => part.components[kind] ?? {}))]),
  ) as Definition['components'];
  components.schemas = followDiscriminators(components.schemas);
  const definition = { ...parts[0], paths: merged(parts.map(({ paths }) => paths)), components };
  return new OpenAPIBackend({
    definition: definition as unknown as Document,
    quick: true,
    // Okta repeats a word in an enum, and gives whole sentences as formats.
    ajvOpts: { allErrors: true, verbose: true, validateSchema: false, logger: false },
    customizeAjv: (ajv) => {
      addFormats.default(ajv);
      return ajv;
    },
  }).init();
}

function merged(parts: object[]): object {
  return Object.assign({}, ...parts.toReversed()) as object;
}

function findContradictions(description: OpenAPIBackend, exchange: Exchange): string[] {
  const { method, url, requestHeaders, requestBody, status, responseBody = null } = exchange;
  const request = {
    ...{ method, path: url.pathname, query: url.search.slice(1), body: requestBody },
    headers: Object.fromEntries(requestHeaders),
  };
  const operation = description.matchOperation(request);
  if (!operation?.operationId) return [`${method} ${url.pathname} is not described`];
  const name = operation.operationId;
  const inRequest = texts(description.validateRequest(request, operation).errors);
  // The validator takes an answer with a status that is not described for right.
  const inAnswer = operation.responses?.[status]
    ? texts(description.validateResponse(responseBody, operation, status).errors)
    : ['is not described'];
  return [
    ...inRequest.map((error) => `${name} ${error}`),
    ...inAnswer.map((error) => `${name} ${status} ${error}`),
  ];
}

function texts(errors: ReturnType<OpenAPIBackend['validateRequest']>['errors']): string[] {
  const own = (errors ?? [])
    // These say only that something inside did not fit, which says itself why.
    .filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf')
    .map(({ instancePath, message = '', data }) => {
      const where = instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*') || '/';
      return `${where} ${data === null ? 'must not be null' : message}`;
    });
  return [...new Set(own)];
}
