import type { Org } from '../state/org.js';
import type { User, UserStatus } from '../state/user.js';
import { defaultSchemaId } from './user-schema.js';

interface Link {
  href: string;
  method?: 'POST';
}

const lifecycleLinks: Record<UserStatus, readonly string[]> = {
  STAGED: ['activate'],
  PROVISIONED: ['reactivate', 'deactivate'],
  ACTIVE: ['suspend', 'deactivate'],
  SUSPENDED: ['unsuspend', 'deactivate'],
  DEPROVISIONED: ['activate'],
};

/** A user as Okta answers him by himself, with links to what can be done with him now. */
export function userBody(org: Org, user: User) {
  return { ...userInList(org, user), _links: { ...userLinks(org, user), ...selfLink(org, user) } };
}

/** A user in a list: with the link to himself only. */
export function userInList(org: Org, user: User) {
  const { id, status, created, activated, statusChanged, lastLogin, lastUpdated } = user;
  const { passwordChanged, profile, password } = user;
  const { email, secondEmail } = profile;
  return {
    ...{ id, status, created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged },
    type: { id: 'otyDefaultUser0005d7' },
    profile,
    credentials: {
      ...(password === undefined ? {} : { password: {} }),
      emails: [
        { value: email, status: 'VERIFIED', type: 'PRIMARY' },
        ...(secondEmail ? [{ value: secondEmail, status: 'VERIFIED', type: 'SECONDARY' }] : []),
      ],
      provider: { type: 'OKTA', name: 'OKTA' },
    },
    _links: selfLink(org, user),
  };
}

/**
 * Leaves out what the request's content type asks to be left out:
 * `application/json; okta-response=omitCredentials,omitCredentialsLinks,omitTransitioningToStatus`.
 */
export function trimmed(body: ReturnType<typeof userBody>, contentType = '') {
  const omitted = /okta-response="?([\w,]+)/i.exec(contentType)?.[1]?.split(',') ?? [];
  const { credentials, _links, ...rest } = body;
  const otherLinks = Object.entries(_links).filter(([name]) => !(name in credentialsLinks));
  return {
    ...rest,
    ...(omitted.includes('omitCredentials') ? {} : { credentials }),
    _links: omitted.includes('omitCredentialsLinks') ? Object.fromEntries(otherLinks) : _links,
  };
}

const credentialsLinks = {
  resetPassword: 'lifecycle/reset_password',
  expirePassword: 'lifecycle/expire_password',
  changeRecoveryQuestion: 'credentials/change_recovery_question',
  changePassword: 'credentials/change_password',
};

function userLinks(org: Org, user: User): Record<string, Link> {
  const href = `${org.url}/api/v1/users/${user.id}`;
  const meta = `${org.url}/api/v1/meta`;
  const post = (path: string): Link => ({ href: `${href}/${path}`, method: 'POST' });
  const lifecycle = lifecycleLinks[user.status].map((name) => [name, post(`lifecycle/${name}`)]);
  const credentials = Object.entries(credentialsLinks).map(([name, path]) => [name, post(path)]);
  return {
    ...(Object.fromEntries(lifecycle) as Record<string, Link>),
    ...(user.status === 'ACTIVE' ? (Object.fromEntries(credentials) as Record<string, Link>) : {}),
    schema: { href: `${meta}/schemas/user/${defaultSchemaId}` },
    type: { href: `${meta}/types/user/otyDefaultUser0005d7` },
  };
}

function selfLink(org: Org, user: User): { self: Link } {
  return { self: { href: `${org.url}/api/v1/users/${user.id}` } };
}
