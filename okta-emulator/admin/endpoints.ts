export interface Endpoint {
  path: string;
  methods: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[];
  what: string;
}

/** What `/_emulator` offers, for its index. */
export const endpoints: readonly Endpoint[] = [
  endpoint('/phone', 'Texts and calls, as a page or JSON; ?login= for one user', 'GET'),
  endpoint('/authenticator', 'Codes of authenticator apps, pushes; ?login= for one user', 'GET'),
  endpoint('/authenticator/{factorId}/accept', 'The person accepts Okta Verify', 'POST'),
  endpoint('/authenticator/{factorId}/reject', 'The person rejects it', 'POST'),
  endpoint('/self-enrollments', 'A person enrolls a factor himself', 'POST'),
  endpoint('/authenticators/{key}', 'Switches it, or a method of it, on and off', 'PUT'),
  endpoint('/event-hooks/{id}', 'Whether it is active and verified', 'PUT'),
  endpoint('/groups', 'A group of an app, such as Active Directory', 'POST'),
  endpoint('/groups/{id}', "Makes a group an app's, or Okta's", 'PUT'),
  endpoint('/state', 'How the org is set up; ?ids=keep with ids', 'GET'),
  endpoint('/users/{id or login}/roles', 'The admin roles of a user', 'PUT'),
  endpoint('/service-apps', 'Service apps, with keys, scopes and roles', 'GET', 'POST'),
  endpoint('/service-apps/{id}', 'One of them; PUT changes what it names', 'PUT', 'DELETE'),
  endpoint('/service-apps/{id}/tokens', 'Its access tokens: revokes them', 'DELETE'),
  endpoint('/dpop-nonce', 'The nonce of DPoP proofs: the next one needs a new one', 'DELETE'),
  endpoint('/mailbox', 'The mails, as a page or JSON; ?to= for one address', 'GET'),
  endpoint('/faults', 'Faults on API requests', 'GET', 'POST', 'DELETE'),
  endpoint('/held-requests', 'Requests that a fault lets hang', 'GET'),
  endpoint('/held-requests/{id}/release', 'Executes such a request', 'POST'),
  endpoint('/held-requests/{id}/drop', 'Resets its connection instead', 'POST'),
  endpoint('/hook-faults', 'Faults on the delivery of events', 'GET', 'POST', 'DELETE'),
  endpoint('/hook-deliveries', 'What was delivered to event hooks', 'GET'),
  endpoint('/bounces', "Addresses that Okta's mails do not reach", 'GET', 'POST', 'DELETE'),
  endpoint('/mail-faults', 'Faults of the mail server', 'GET', 'POST', 'DELETE'),
  endpoint('/mail-server/stop', 'Refuses connections to the mail server', 'POST'),
  endpoint('/mail-server/start', 'Takes them again', 'POST'),
  endpoint('/limits', 'Rate limits and concurrency limit', 'GET', 'PUT'),
  endpoint('/rate-limits', 'What was used of the rate limits, by window and client', 'GET'),
  endpoint('/settings', 'Switches of the org', 'GET', 'PUT'),
  endpoint('/journal', 'Every API request so far', 'GET'),
  endpoint('/reset', 'Starts over with an org as it was at first', 'POST'),
];

function endpoint(path: string, what: string, ...methods: Endpoint['methods']): Endpoint {
  return { path: `/_emulator${path}`, methods, what };
}
