import type { Authenticator, AuthenticatorMethod } from '../state/authenticators.js';
import type { Org } from '../state/org.js';

export function authenticatorBody(org: Org, authenticator: Authenticator) {
  const { id, key, type, name, status, created, lastUpdated, settings } = authenticator;
  const href = hrefOf(org, authenticator);
  return {
    ...{ type, id, key, status, name, created, lastUpdated },
    ...(settings && { settings }),
    _links: {
      self: link(href, 'GET', 'PUT'),
      methods: link(`${href}/methods`, 'GET'),
      // People always have passwords.
      ...(key !== 'okta_password' && lifecycleLink(href, status)),
    },
  };
}

export function methodBody(
  org: Org,
  authenticator: Authenticator,
  { type, status }: AuthenticatorMethod,
) {
  const href = `${hrefOf(org, authenticator)}/methods/${type}`;
  return {
    ...{ type, status },
    _links: { self: link(href, 'GET', 'PUT'), ...lifecycleLink(href, status) },
  };
}

function hrefOf({ url }: Org, { id }: Authenticator): string {
  return `${url}/api/v1/authenticators/${id}`;
}

function lifecycleLink(href: string, status: Authenticator['status']) {
  const name = status === 'ACTIVE' ? 'deactivate' : 'activate';
  return { [name]: link(`${href}/lifecycle/${name}`, 'POST') };
}

function link(href: string, ...allow: string[]) {
  return { href, hints: { allow } };
}
