import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/**
 * Lets in who sends the token, as `Authorization: Bearer …` and in exactly one header; others get a 401, before anything of the body is read. How long it
 * takes does not depend on how much of the token was guessed.
 */
export function requireToken(token: string): RequestHandler {
  const expected = digestOf(`Bearer ${token}`);
  return (request, response, next) => {
    const [value, ...more] = request.headersDistinct['authorization'] ?? [];
    if (timingSafeEqual(digestOf(value ?? ''), expected) && more.length === 0) {
      next();
      return;
    }
    response.status(401).set({ 'WWW-Authenticate': 'Bearer', Connection: 'close' }).end();
  };
}

/** Digests have one length, which the comparison in constant time needs. Node reads headers as latin1. */
function digestOf(value: string): Buffer {
  return createHash('sha256').update(value, 'latin1').digest();
}
