import { setTimeout as sleep } from 'node:timers/promises';

/** What an Okta administrator does, over Okta's management API. */
export interface OktaAdmin {
  /** Registers and verifies an event hook for the event types. */
  registerEventHook(hook: {
    url: string;
    secret: string;
    eventTypes: readonly string[];
  }): Promise<void>;
  /** Creates a STAGED user, as an HR system does. Returns the user id. */
  createUser(profile: Record<string, string>): Promise<string>;
  groupIdsOf(userId: string): Promise<string[]>;
  factorsOf(userId: string): Promise<{ factorType: string; status: string }[]>;
}

/** Waits where Okta's rate limit is used up. @throws Error with the status, from every method, if Okta refuses. */
export function createOktaAdmin(orgUrl: string, apiToken: string): OktaAdmin {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, orgUrl), {
      method,
      headers: { Authorization: `SSWS ${apiToken}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 429) {
      await sleep(untilReset(response));
      return call(method, path, body);
    }
    if (!response.ok) throw new Error(`Okta answered ${response.status} to ${method} ${path}`);
    return (await response.json()) as T;
  }

  return {
    async registerEventHook({ url, secret, eventTypes }) {
      const hook = await call<{ id: string }>('POST', '/api/v1/eventHooks', {
        name: 'preenroll',
        events: { type: 'EVENT_TYPE', items: eventTypes },
        channel: {
          type: 'HTTP',
          version: '1.0.0',
          config: {
            uri: url,
            authScheme: { type: 'HEADER', key: 'Authorization', value: secret },
          },
        },
      });
      await call('POST', `/api/v1/eventHooks/${hook.id}/lifecycle/verify`);
    },

    async createUser(profile) {
      const user = await call<{ id: string }>('POST', '/api/v1/users?activate=false', { profile });
      return user.id;
    },

    async groupIdsOf(userId) {
      const groups = await call<{ id: string }[]>('GET', `/api/v1/users/${userId}/groups`);
      return groups.map(({ id }) => id);
    },

    factorsOf: (userId) => call('GET', `/api/v1/users/${userId}/factors`),
  };
}

/** In milliseconds; the header is in seconds, by a clock that may differ by one. */
function untilReset({ headers }: Response): number {
  const reset = Number(headers.get('x-rate-limit-reset')) * 1000;
  return Math.min(Math.max(reset - Date.now() + 1000, 1000), 60_000);
}
