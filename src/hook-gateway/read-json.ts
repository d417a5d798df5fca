import { isUtf8 } from 'node:buffer';
import express from 'express';
import type { HookGatewayLimits } from './hook-gateway-options.js';
import { nestsDeeper } from './nests-deeper.js';
import { Refusal } from './refusal.js';

/** Reads the body, not further than its limit, as JSON that has an object or array at the top. */
export function readJson({
  bodyBytes,
  jsonDepth,
}: Pick<HookGatewayLimits, 'bodyBytes' | 'jsonDepth'>) {
  return express.json({
    limit: bodyBytes,
    inflate: false,
    strict: true,
    // The media type was checked before.
    type: () => true,
    verify: (_request, _response, body) => {
      const hasByteOrderMark = body[0] === 0xef;
      if (hasByteOrderMark || !isUtf8(body) || nestsDeeper(body, jsonDepth))
        throw new Refusal(400, 'body');
    },
  });
}
