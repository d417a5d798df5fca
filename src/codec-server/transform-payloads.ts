import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { sealedForOf } from '../payload-codec/encryption-codec.js';
import { readPayloads, toPayloadsJson } from './payloads-json.js';

/** Whose payloads are to be encrypted: no remote codec of Temporal's is told, so the caller has to say. */
const workflowIdHeader = 'x-workflow-id';

/** Decrypts each payload for the workflow that it names, and writes down that it did: for which workflows, never what. */
export function decodePayloads(codec: PayloadCodec, logger: Logger): RequestHandler {
  return async (request, response) => {
    const payloads = readPayloads(request.body);
    if (payloads === undefined) {
      refuse(response, 'The body is not the JSON of payloads.');
      return;
    }
    const about = { ...whereFrom(request), payloads: payloads.length };
    try {
      const decoded = await codec.decode(payloads);
      logger.info({ ...about, workflowIds: workflowIdsOf(payloads) }, 'Payloads were decoded');
      response.json(toPayloadsJson(decoded));
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      logger.warn({ ...about, problem: error.message }, 'Payloads could not be decoded');
      refuse(response, error.message);
    }
  };
}

/** Encrypts payloads for the workflow that the header names: a payload without one would be refused by the workers. */
export function encodePayloads(
  codec: PayloadCodec,
  namespace: string,
  logger: Logger,
): RequestHandler {
  return async (request, response) => {
    const workflowId = request.get(workflowIdHeader);
    if (!workflowId || workflowId.length > 1_000) {
      refuse(response, `Name the workflow that it is for in the header ${workflowIdHeader}.`);
      return;
    }
    const payloads = readPayloads(request.body);
    if (payloads === undefined) {
      refuse(response, 'The body is not the JSON of payloads.');
      return;
    }
    const encoded = await codec.encode(payloads, { type: 'workflow', namespace, workflowId });
    logger.info(
      { ...whereFrom(request), payloads: payloads.length, workflowIds: [workflowId] },
      'Payloads were encoded',
    );
    response.json(toPayloadsJson(encoded));
  };
}

function refuse(response: Response, message: string): void {
  response.status(400).json({ message });
}

function whereFrom(request: Request) {
  const namespace = request.get('x-namespace') ?? '';
  return {
    from: request.socket.remoteAddress,
    // It is what the caller says.
    ...(/^[\w.-]{1,255}$/.test(namespace) && { namespace }),
  };
}

function workflowIdsOf(payloads: readonly Payload[]): string[] {
  return [...new Set(payloads.flatMap((payload) => sealedForOf(payload) ?? []))];
}
