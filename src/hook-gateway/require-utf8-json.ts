import { MIMEType } from 'node:util';
import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

/** Lets in JSON in UTF-8, as it is: a compressed body could unfold to any size. */
export const requireUtf8Json: HookStep = (request, _response, next) => {
  if (!isUtf8Json(request.headers['content-type'])) throw new Refusal(415, 'content-type');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw new Refusal(415, 'content-encoding');
  next();
};

function isUtf8Json(contentType = ''): boolean {
  try {
    const { essence, params } = new MIMEType(contentType);
    const charset = params.get('charset') ?? 'utf-8';
    return essence === 'application/json' && charset.toLowerCase() === 'utf-8';
  } catch {
    // MIMEType throws where the text is no media type at all.
    return false;
  }
}
