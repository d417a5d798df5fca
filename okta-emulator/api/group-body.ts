import type { Group } from '../state/group.js';
import type { Org } from '../state/org.js';

export function groupBody(org: Org, group: Group) {
  const { id, created, lastUpdated, lastMembershipUpdated, type, profile } = group;
  const href = `${org.url}/api/v1/groups/${id}`;
  return {
    ...{ id, created, lastUpdated, lastMembershipUpdated },
    objectClass: ['okta:user_group'],
    type,
    profile,
    _links: {
      logo: ['medium', 'large'].map((name) => ({
        name,
        href: `${org.url}/assets/img/logos/groups/okta-${name}.png`,
        type: 'image/png',
      })),
      users: { href: `${href}/users` },
      apps: { href: `${href}/apps` },
    },
  };
}
