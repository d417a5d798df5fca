import { isUtf8 } from 'node:buffer';
import type { HookGatewayLimits } from './hook-gateway-options.js';
import type { HookStep } from './hook-step.js';
import { nestsDeeper } from './nests-deeper.js';
import { Refusal } from './refusal.js';

/** Reads the body's bytes as JSON that has an object or array at the top. */
export function parseJson({ jsonDepth }: Pick<HookGatewayLimits, 'jsonDepth'>): HookStep {
  return (request, _response, next) => {
    const { body } = request;
    if (!Buffer.isBuffer(body) || !isUtf8(body)) throw new Refusal(400, 'body');
    const value = parse(body.toString());
    if (typeof value !== 'object' || value === null || nestsDeeper(value, jsonDepth))
      throw new Refusal(400, 'body');
    request.body = value;
    next();
  };
}

/** Undefined for what is no JSON, as a text with a byte order mark is none. The parser's own error would quote the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
