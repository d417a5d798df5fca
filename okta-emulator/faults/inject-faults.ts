import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { OktaError } from '../errors.js';
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
      setRateLimitHeaders(res, { limit: 600, resetInSeconds: effect.resetInSeconds ?? 60 });
      throw new OktaError('E0000047');
    case 'concurrency-limit':
      setRateLimitHeaders(res, { limit: 0, resetInSeconds: 60 });
      throw new OktaError('E0000047');
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

function swallowAnswer(res: Response): void {
  res.write = () => true;
  res.end = () => res;
}

function setRateLimitHeaders(
  res: Response,
  { limit, resetInSeconds }: { limit: number; resetInSeconds: number },
): void {
  res.set({
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': '0',
    'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + resetInSeconds),
  });
}
