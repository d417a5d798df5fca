import { setTimeout as delay } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { isGrpcServiceError } from '@temporalio/client';
import { TypedSearchAttributes, type SearchAttributeType } from '@temporalio/common';
import proto, { type temporal } from '@temporalio/proto';
import { registerByHand } from './register-by-hand.js';
import type { SearchAttribute } from './search-attribute.js';
import { TemporalServerError } from './temporal-server-error.js';

type WireType = temporal.api.enums.v1.IndexedValueType;

/** What of a connection is used. */
interface Services {
  operatorService: {
    listSearchAttributes(request: {
      namespace: string;
    }): Promise<{ customAttributes: Record<string, WireType> }>;
    addSearchAttributes(request: {
      namespace: string;
      searchAttributes: Record<string, WireType>;
    }): Promise<unknown>;
  };
  workflowService: {
    countWorkflowExecutions(request: { namespace: string; query: string }): Promise<unknown>;
  };
}

/** A cluster's frontends re-read the namespace every ten seconds, and the cluster's search attributes every minute. */
const acceptanceTimeout = 90_000;

/**
 * Registers what the namespace lacks, and resolves when the server accepts all of them: a workflow that sets one that the
 * server does not know is retried for ever without a word. Harmless when called again, and when several do it at once.
 * Works on a cluster, the development server and the time-skipping test server, which cannot tell the types it has.
 * @throws {@link TemporalServerError} if one is registered with another type, if this client may not register them (as on Temporal Cloud; it
 * says what to register by hand), or if the server does not take them in within a minute and a half.
 */
export async function ensureSearchAttributes(
  services: Services,
  namespace: string,
  attributes: readonly SearchAttribute[],
): Promise<void> {
  const registered = await registeredTypes(services, namespace);
  const otherType = attributes.find(
    ({ name, type }) => (registered?.[name] ?? wireType(type)) !== wireType(type),
  );
  if (otherType) {
    throw new TemporalServerError(
      `The search attribute ${otherType.name} of namespace ${namespace} is registered with another type than ${TypedSearchAttributes.toMetadataType(otherType.type)}. Remove or rename it there first.`,
    );
  }

  const mayHaveThem = registered === undefined;
  if (mayHaveThem && (await accepts(services, namespace, attributes)) === 'yes') return;
  const missing = attributes.filter(({ name }) => registered?.[name] === undefined);
  for (const attribute of missing) await register(services, namespace, attribute, missing);
  await untilAccepted(services, namespace, attributes);
}

/** The names of those that the namespace lacks. Changes nothing. Where the server does not tell: all or none, as it accepts them. */
export async function missingSearchAttributes(
  services: Services,
  namespace: string,
  attributes: readonly SearchAttribute[],
): Promise<string[]> {
  const registered = await registeredTypes(services, namespace);
  const isMissing =
    registered === undefined
      ? (await accepts(services, namespace, attributes)) === 'no'
      : ({ name }: SearchAttribute) => registered[name] === undefined;
  return attributes
    .filter((attribute) => (typeof isMissing === 'boolean' ? isMissing : isMissing(attribute)))
    .map(({ name }) => name);
}

/** By name; undefined where the server does not implement the question, or does not answer it to this client. */
async function registeredTypes(
  { operatorService }: Services,
  namespace: string,
): Promise<Record<string, WireType> | undefined> {
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    return customAttributes;
  } catch (error) {
    if (isAnswer(error, status.UNIMPLEMENTED, status.PERMISSION_DENIED)) return undefined;
    throw error;
  }
}

/** One request each: the test server refuses a whole request when it knows one of its attributes. */
async function register(
  { operatorService }: Services,
  namespace: string,
  { name, type }: SearchAttribute,
  missing: readonly SearchAttribute[],
): Promise<void> {
  try {
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: { [name]: wireType(type) },
    });
  } catch (error) {
    if (isAnswer(error, status.ALREADY_EXISTS)) return;
    if (!isAnswer(error, status.PERMISSION_DENIED, status.UNIMPLEMENTED)) throw error;
    throw new TemporalServerError(registerByHand(namespace, missing), { cause: error });
  }
}

async function untilAccepted(
  services: Services,
  namespace: string,
  attributes: readonly SearchAttribute[],
): Promise<void> {
  const deadline = Date.now() + acceptanceTimeout;
  while ((await accepts(services, namespace, attributes)) === 'no') {
    if (Date.now() > deadline) {
      const names = attributes.map(({ name }) => name).join(', ');
      throw new TemporalServerError(
        `The search attributes ${names} are registered in namespace ${namespace}, but the server still does not accept them all.`,
      );
    }
    await delay(200);
  }
}

/** Asks with a query: it is checked against the same list as the attributes of a workflow. */
async function accepts(
  { workflowService }: Services,
  namespace: string,
  attributes: readonly SearchAttribute[],
): Promise<'yes' | 'no' | 'cannot tell'> {
  const query = attributes.map(({ name }) => `${name} IS NULL`).join(' AND ');
  try {
    await workflowService.countWorkflowExecutions({ namespace, query });
    return 'yes';
  } catch (error) {
    if (isAnswer(error, status.INVALID_ARGUMENT)) return 'no';
    if (isAnswer(error, status.UNIMPLEMENTED, status.PERMISSION_DENIED)) return 'cannot tell';
    throw error;
  }
}

function isAnswer(error: unknown, ...codes: status[]): boolean {
  return isGrpcServiceError(error) && codes.includes(error.code);
}

function wireType(type: SearchAttributeType): WireType {
  return proto.temporal.api.enums.v1.IndexedValueType[`INDEXED_VALUE_TYPE_${type}`];
}
