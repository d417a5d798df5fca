/**
 * One event as `GET /api/v1/logs` answers it. Source: Okta's OpenAPI description, schema LogEvent, and recorded events of
 * both engines. An event hook's delivery differs in two places: it has `client.ipChain` and `insertionTimestamp`, and no `request`.
 */
export interface LogEvent {
  actor: LogActor;
  client: LogClient;
  device: null;
  authenticationContext: {
    authenticationProvider: null;
    credentialProvider: null;
    credentialType: null;
    issuer: null;
    interface: null;
    authenticationStep: number;
    rootSessionId: string;
    externalSessionId: string;
  };
  displayMessage: string;
  eventType: string;
  outcome: LogOutcome;
  /** When it happened: ISO 8601 in UTC with milliseconds. */
  published: string;
  securityContext: { asNumber: null; asOrg: null; isp: null; domain: null; isProxy: null };
  severity: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  debugContext: { debugData: Record<string, string> };
  legacyEventType: string | null;
  transaction: { type: 'WEB' | 'JOB'; id: string; detail: Record<string, string> };
  uuid: string;
  version: '0';
  request: { ipChain: LogIpAddress[] };
  target: LogTarget[];
}

export interface LogActor {
  id: string;
  type: 'User' | 'PublicClientApp' | 'SystemPrincipal';
  alternateId: string;
  displayName: string;
  detailEntry: null;
}

export interface LogTarget {
  id: string;
  /** User, UserGroup, AuthenticatorEnrollment, AppInstance, … */
  type: string;
  alternateId: string;
  displayName: string | null;
  detailEntry: Record<string, string> | null;
}

export interface LogOutcome {
  result: 'SUCCESS' | 'FAILURE' | 'ALLOW' | 'CHALLENGE' | 'DENY' | 'DEFERRED';
  reason: string | null;
}

export interface LogClient {
  userAgent: { rawUserAgent: string; os: string; browser: string } | null;
  zone: string | null;
  device: string | null;
  id: string | null;
  ipAddress: string | null;
  geographicalContext: LogGeographicalContext | null;
}

interface LogGeographicalContext {
  city: null;
  state: null;
  country: string;
  postalCode: null;
  geolocation: null;
}

export interface LogIpAddress {
  ip: string;
  geographicalContext: null;
  version: 'V4' | 'V6';
  source: null;
}
