import type { RequestHandler } from 'express';

/** Sets what holds for every answer. */
export function setConnectionHeaders(isClosing: () => boolean): RequestHandler {
  return (request, response, next) => {
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
    // Who asks for another protocol is served in this one, and must not wait on the socket for the other.
    if (isClosing() || request.headers.upgrade !== undefined) response.set('Connection', 'close');
    next();
  };
}
