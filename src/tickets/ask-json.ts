import type { z } from 'zod';
import { EgressError } from '../egress/egress-error.js';
import type { Egress, EgressAnswer, EgressRequest } from '../egress/egress.js';
import { TicketError } from './ticket-system.js';

interface JsonRequest extends Omit<EgressRequest, 'body'> {
  body?: unknown;
  /** Of the answer. */
  schema: z.ZodType;
}

/**
 * Asks a ticket system, and reads its answer.
 *
 * @throws TicketError, permanent for what will be refused the next time too: a redirect, a 4xx but 408 and 429, an address that may not be called
 */
export async function askJson<Schema extends z.ZodType>(
  egress: Egress,
  { body, schema, headers, ...request }: JsonRequest & { schema: Schema },
): Promise<z.infer<Schema>> {
  const { status, text } = await ask(egress, {
    ...request,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { success, data } = schema.safeParse(parseJson(text));
  if (!success)
    throw new TicketError(`the answer to HTTP ${status} is not in the documented form`, {
      permanent: false,
    });
  return data;
}

/** The same for a request whose answer says nothing. */
export async function ask(egress: Egress, request: EgressRequest): Promise<EgressAnswer> {
  const answer = await callOnce(egress, request);
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return answer;
  const permanent = status < 500 && status !== 408 && status !== 429;
  throw new TicketError(`HTTP ${status}`, {
    permanent,
    ...(retryAfter !== undefined && { retryAfter: Math.min(retryAfter, 300) }),
  });
}

async function callOnce(egress: Egress, request: EgressRequest): Promise<EgressAnswer> {
  try {
    return await egress(request);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new TicketError(error.message, { permanent: error.kind === 'blocked' });
  }
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
