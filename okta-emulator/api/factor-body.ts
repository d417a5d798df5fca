import type { EnrollableFactor } from '../state/authenticators.js';
import type { Factor } from '../state/factor.js';
import type { Org } from '../state/org.js';
import type { EnrollSelf } from '../state/policy.js';
import type { User } from '../state/user.js';

export function factorBody(org: Org, user: User, factor: Factor) {
  const { id, factorType, provider, status, created, lastUpdated, phoneNumber } = factor;
  const userHref = `${org.url}/api/v1/users/${user.id}`;
  const href = `${userHref}/factors/${id}`;
  return {
    ...{ id, factorType, provider, vendorName: provider, status, created, lastUpdated },
    profile: { phoneNumber },
    _links: {
      ...(status === 'ACTIVE'
        ? { verify: link(`${href}/verify`, 'POST'), self: link(href, 'GET', 'DELETE') }
        : {
            resend: [{ name: 'sms', ...link(`${href}/resend`, 'POST') }],
            activate: link(`${href}/lifecycle/activate`, 'POST'),
            self: link(href, 'GET'),
          }),
      user: link(userHref, 'GET'),
    },
  };
}

/** A factor in the catalog of what the user may enroll. */
export function supportedFactorBody(
  org: Org,
  user: User,
  { factorType, provider }: EnrollableFactor,
  enrollment: EnrollSelf,
) {
  const enrolled = user.factors.find((factor) => factor.factorType === factorType);
  return {
    ...{ factorType, provider, vendorName: provider, enrollment },
    status: enrolled?.status ?? 'NOT_SETUP',
    _links: { enroll: link(`${org.url}/api/v1/users/${user.id}/factors`, 'POST') },
  };
}

function link(href: string, ...allow: string[]) {
  return { href, hints: { allow } };
}
