import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Logger } from 'pino';
import { createEncryptionCodec } from '../payload-codec/encryption-codec.js';
import type { EncryptionKeys } from '../payload-codec/encryption-keys.js';
import { allowOrigin } from './allow-origin.js';
import { requireToken } from './require-token.js';
import { decodePayloads, encodePayloads } from './transform-payloads.js';

export interface CodecAppOptions {
  keys: EncryptionKeys;
  /** What callers have to show. */
  token: string;
  /** Of the Temporal UI: pages from there may ask. */
  uiOrigin: string | undefined;
  namespace: string;
  logger: Logger;
}

/** A page of a history, many times over. */
const bodyLimit = '4mb';

/**
 * Temporal's remote codec: `POST /decode` and `POST /encode` take and give the JSON of `Payloads`. What is not encrypted is shown as it is: it is no
 * secret, and is refused where it counts, by the workers.
 *
 * @throws RangeError if a key has not 32 bytes
 */
export function createCodecApp({
  keys,
  token,
  uiOrigin,
  namespace,
  logger,
}: CodecAppOptions): Express {
  const codec = createEncryptionCodec({ keys, mode: 'switching' });
  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.disable('etag');
  app.disable('query parser');

  app.use((_request, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
    next();
  });
  app.use(['/decode', '/encode'], allowOrigin(uiOrigin), requireToken(token));
  // As it is: a compressed body could unfold to any size. A list of other types would be read by nobody.
  app.use(express.json({ limit: bodyLimit, inflate: false, type: () => true }));
  app.post('/decode', decodePayloads(codec, logger));
  app.post('/encode', encodePayloads(codec, namespace, logger));
  app.use((_request, response) => {
    response.status(404).end();
  });
  app.use(answerErrors(logger));
  return app;
}

/** Without a body and without the error's text, which may quote what was sent. */
function answerErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent || request.socket.destroyed) {
      next(error);
      return;
    }
    const status = Object(error) as { status?: unknown };
    if (typeof status.status === 'number' && status.status < 500) {
      response.status(status.status).end();
      return;
    }
    logger.error({ error: error instanceof Error ? error.name : typeof error }, 'A request failed');
    response.status(500).end();
  };
}
