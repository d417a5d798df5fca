import type { RequestHandler } from 'express';
import { Refusal } from './refusal.js';

const maxHeaders = 100;

/** Refuses the heads of requests that Node lets through: of HTTP/0.9, which knows no headers, and with a flood of them. */
export const checkHead: RequestHandler = (request, _response, next) => {
  if (request.httpVersionMajor < 1) throw new Refusal(400, 'head');
  // Names and values alternate. Node drops headers beyond its own limit silently, but not from here.
  if (request.rawHeaders.length > 2 * maxHeaders) throw new Refusal(431, 'head');
  next();
};
