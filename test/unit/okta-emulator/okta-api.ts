import assert from 'node:assert/strict';

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Undefined for an empty body. */
  body: unknown;
}

export interface OktaApi {
  /** One request with the emulator's token. @param path below `/api/v1`, or a whole URL. */
  call(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** Like {@link OktaApi.call}, but fails unless the answer has the status. */
  expect(status: number, method: string, path: string, body?: unknown): Promise<ResourceBody>;
  /** Creates a user, STAGED unless `query` says otherwise. */
  createUser(profile?: Record<string, unknown>, more?: NewUserOptions): Promise<ResourceBody>;
}

/** What the tests read of any resource; the assertions check that it is there. */
export interface ResourceBody {
  id: string;
  status: string;
  [key: string]: unknown;
}

interface ErrorBody {
  errorCode: string;
  errorSummary: string;
  errorCauses: { errorSummary: string }[];
}

interface NewUserOptions {
  query?: string;
  password?: string;
  groupIds?: string[];
}

let users = 0;

export function oktaApi({ url, apiToken }: { url: string; apiToken: string }): OktaApi {
  const api: OktaApi = {
    async call(method, path, body) {
      const response = await fetch(path.startsWith('http') ? path : `${url}/api/v1${path}`, {
        method,
        headers: { authorization: `SSWS ${apiToken}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
    },
    async expect(status, method, path, body) {
      const answer = await api.call(method, path, body);
      assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body as ResourceBody;
    },
    createUser(profile = {}, { query = '?activate=false', password, groupIds } = {}) {
      const login = `user${String(++users)}@example.com`;
      return api.expect(200, 'POST', `/users${query}`, {
        profile: { login, email: login, firstName: 'Uma', lastName: 'User', ...profile },
        ...(password !== undefined && { credentials: { password: { value: password } } }),
        ...(groupIds && { groupIds }),
      });
    },
  };
  return api;
}

/** The code and the causes of a refusal: what clients decide on. */
export function refusal({ status, body }: ApiAnswer): [number, string, ...string[]] {
  const { errorCode, errorCauses } = body as ErrorBody;
  return [status, errorCode, ...errorCauses.map(({ errorSummary }) => errorSummary)];
}

/** The URL of a `Link` header's relation. */
export function linkOf({ headers }: ApiAnswer, relation: 'self' | 'next'): string | undefined {
  return new RegExp(`<([^>]+)>; rel="${relation}"`).exec(headers.get('link') ?? '')?.[1];
}

export const smsFactor = (phoneNumber: string) => ({
  factorType: 'sms',
  provider: 'OKTA',
  profile: { phoneNumber },
});
