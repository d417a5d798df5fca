import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { OktaError } from '../errors.js';
import { setRateLimitHeaders } from '../rate-limits.js';
import { matchesRequest, type ApiFault, type ApiFaultEffect } from './api-fault.js';
import type { ArmedFaults } from './armed-faults.js';
import type { HeldRequests } from './held-requests.js';

/** Plays the armed faults. Stands before the API: a fault that does not execute a request leaves no trace in the org. */
export function injectFaults(faults: ArmedFaults<ApiFault>, held: HeldRequests): RequestHandler {
  return (req, res, next) => {
    const request = { method: req.method, path: req.baseUrl + req.path };
    const fault = faults.take((candidate) => matchesRequest(candidate, request));
    if (fault) play(fault.effect, { req, res, next, held });
    else next();
  };
}

interface Exchange {
  req: Request;
  res: Response;
  next: NextFunction;
  held: HeldRequests;
}

function play(effect: ApiFaultEffect, { req, res, next, held }: Exchange): void {
  switch (effect.kind) {
    case 'error':
      throw new OktaError(effect.errorCode);
    case 'raw':
      answerRaw(effect, res);
      break;
    case 'delay':
      setTimeout(next, effect.ms);
      break;
    case 'executed-then-timeout':
      swallowAnswer(res);
      next();
      break;
    case 'hang': {
      const forget = held.hold(
        { method: req.method, path: req.originalUrl },
        { execute: next, reset: () => req.socket.resetAndDestroy() },
      );
      res.on('close', forget);
      break;
    }
    case 'reset':
      req.socket.resetAndDestroy();
      break;
    case 'rate-limit':
      throw limitExceeded(res, 600, effect.resetInSeconds ?? 60);
    case 'concurrency-limit':
      throw limitExceeded(res, 0, 60);
  }
}

type RawAnswer = Extract<ApiFaultEffect, { kind: 'raw' }>;

function answerRaw({ status, contentType, body, truncated }: RawAnswer, res: Response): void {
  res.status(status).type(contentType);
  if (!truncated) {
    res.send(body);
    return;
  }
  const bytes = Buffer.from(body);
  res.set('content-length', String(bytes.length));
  res.write(bytes.subarray(0, bytes.length / 2), () => res.destroy());
}

function limitExceeded(res: Response, limit: number, resetInSeconds: number): OktaError {
  const reset = Math.ceil(Date.now() / 1000) + resetInSeconds;
  setRateLimitHeaders(res, { limit, remaining: 0, reset });
  return new OktaError('E0000047');
}

function swallowAnswer(res: Response): void {
  res.write = () => true;
  res.end = () => res;
}
