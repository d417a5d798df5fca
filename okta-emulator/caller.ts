import type { Request } from 'express';
import type { ServiceApp } from './state/service-app.js';
import type { User } from './state/user.js';

/** Who does something to the org, and by which request: what the System Log says about every act. */
export type Caller = UserCaller | AppCaller;

/** A person, or the owner of the API token. */
export interface UserCaller {
  user: User;
  app?: undefined;
  /** Only for API calls. */
  apiTokenId?: string;
  sessionId: string;
  request: CallerRequest;
}

/** A service app with an access token. */
interface AppCaller {
  app: ServiceApp;
  user?: undefined;
  apiTokenId?: undefined;
  sessionId: string;
  request: CallerRequest;
}

export interface CallerRequest {
  /** What `x-okta-request-id` of the answer says. */
  id: string;
  /** The path without its query. */
  uri: string;
  ipAddress: string;
  userAgent: string;
  /** Where the address is, if that is known. */
  country?: string | undefined;
}

/** What a client calls itself in `x-emulator-client`, so that those who share a token can be told apart; `unnamed` without. */
export function clientName(req: Request): string {
  return req.get('x-emulator-client') ?? 'unnamed';
}

/** The id of the user or the app. */
export function callerId(caller: Caller): string {
  return (caller.app ?? caller.user).id;
}

export function callerRequest(req: Request): CallerRequest {
  return {
    id: String(req.res?.getHeader('x-okta-request-id')),
    uri: req.baseUrl + req.path,
    ipAddress: (req.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    userAgent: req.get('user-agent') ?? 'UNKNOWN',
  };
}
