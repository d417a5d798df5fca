import type { Caller, CallerRequest } from '../caller.js';
import type { Group } from '../state/group.js';
import type { ServiceApp } from '../state/service-app.js';
import { displayName, type User } from '../state/user.js';
import { eventTypes, type EventType, type EventTypeNames } from './event-types.js';
import type { LogActor, LogClient, LogEvent, LogOutcome, LogTarget } from './log-event.js';

/** What whoever records an event has to say; the rest of the event follows from it. */
export interface LogRecord {
  eventType: EventType;
  /** Undefined for what Okta does by itself: the actor is then Okta's system principal. */
  caller?: Caller;
  target: LogTarget[];
  /** SUCCESS if not given. */
  outcome?: LogOutcome;
  debugData?: Record<string, string>;
  /** When it happened; now, if not given. */
  published?: Date;
}

/** The target of type User: what most events are about. */
export function userTarget(user: User): LogTarget {
  return {
    id: user.id,
    type: 'User',
    alternateId: user.profile.login,
    displayName: displayName(user),
    detailEntry: null,
  };
}

export function groupTarget({ id, profile }: Group): LogTarget {
  return {
    id,
    type: 'UserGroup',
    alternateId: 'unknown',
    displayName: profile.name,
    detailEntry: null,
  };
}

export function logEvent(act: LogRecord, uuid: string, persisted: Date): LogEvent {
  const { caller } = act;
  const names: EventTypeNames = eventTypes[act.eventType];
  const failed = act.outcome?.result === 'FAILURE';
  const sessionId = caller?.sessionId ?? 'unknown';
  return {
    actor: caller ? callerActor(caller) : systemPrincipal,
    client: caller ? callerClient(caller) : noClient,
    device: null,
    authenticationContext: {
      authenticationProvider: null,
      credentialProvider: null,
      credentialType: null,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: sessionId,
      externalSessionId: sessionId,
    },
    displayMessage: names.displayMessage,
    eventType: act.eventType,
    outcome: act.outcome ?? { result: 'SUCCESS', reason: null },
    published: (act.published ?? persisted).toISOString(),
    securityContext: { asNumber: null, asOrg: null, isp: null, domain: null, isProxy: null },
    severity: failed ? 'WARN' : 'INFO',
    debugContext: { debugData: { ...requestDebugData(caller), ...act.debugData } },
    legacyEventType: (failed ? names.legacyFailureType : undefined) ?? names.legacyEventType,
    transaction: {
      type: caller ? 'WEB' : 'JOB',
      id: caller?.request.id ?? uuid,
      detail: caller?.apiTokenId === undefined ? {} : { requestApiTokenId: caller.apiTokenId },
    },
    uuid,
    version: '0',
    request: { ipChain: caller ? [callerIpAddress(caller)] : [] },
    target: act.target,
  };
}

const systemPrincipal: LogActor = {
  id: 'sprtfrct1fCoETaBc5d7',
  type: 'SystemPrincipal',
  alternateId: 'system@okta.com',
  displayName: 'Okta System',
  detailEntry: null,
};

const noClient: LogClient = {
  userAgent: null,
  zone: null,
  device: null,
  id: null,
  ipAddress: null,
  geographicalContext: null,
};

function callerActor({ app, user }: Caller): LogActor {
  return app ? appActor(app) : userActor(user);
}

function appActor({ id, label }: ServiceApp): LogActor {
  return {
    id,
    type: 'PublicClientApp',
    alternateId: id,
    displayName: label,
    detailEntry: null,
  };
}

function userActor(user: User): LogActor {
  return {
    id: user.id,
    type: 'User',
    alternateId: user.profile.login,
    displayName: displayName(user),
    detailEntry: null,
  };
}

function callerClient({ request, apiTokenId, app }: Caller): LogClient {
  const isBrowser = apiTokenId === undefined && app === undefined;
  return {
    userAgent: { rawUserAgent: request.userAgent, os: 'Unknown', browser: 'UNKNOWN' },
    zone: 'null',
    device: isBrowser ? 'Computer' : 'Unknown',
    // Okta: "For OAuth requests, this is the ID of the OAuth client making the request."
    id: app?.id ?? null,
    ipAddress: request.ipAddress,
    geographicalContext: placeOf(request),
  };
}

function placeOf({ country }: CallerRequest): LogClient['geographicalContext'] {
  if (country === undefined) return null;
  return { city: null, state: null, country, postalCode: null, geolocation: null };
}

function callerIpAddress({ request }: Caller): LogEvent['request']['ipChain'][number] {
  const version = request.ipAddress.includes(':') ? 'V6' : 'V4';
  return { ip: request.ipAddress, geographicalContext: null, version, source: null };
}

function requestDebugData(caller: Caller | undefined): Record<string, string> {
  if (caller === undefined) return {};
  const { id, uri } = caller.request;
  return { requestId: id, requestUri: uri, url: `${uri}?`, threatSuspected: 'false' };
}
