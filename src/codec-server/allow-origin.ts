import type { RequestHandler } from 'express';

/**
 * Answers the browser's question whether pages of an origin may ask, for the one origin of the Temporal UI; without one, for none. A request of a page from
 * elsewhere is refused. Who is no browser sends no origin.
 */
export function allowOrigin(uiOrigin: string | undefined): RequestHandler {
  return (request, response, next) => {
    response.set('Vary', 'Origin');
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && origin === uiOrigin;
    if (isAllowed) response.set('Access-Control-Allow-Origin', origin);
    if (origin !== undefined && !isAllowed) {
      response.status(403).end();
    } else if (request.method === 'OPTIONS') {
      response
        .status(204)
        .set({
          'Access-Control-Allow-Methods': 'POST',
          'Access-Control-Allow-Headers': 'x-namespace, content-type, authorization',
          'Access-Control-Max-Age': '600',
        })
        .end();
    } else {
      next();
    }
  };
}
