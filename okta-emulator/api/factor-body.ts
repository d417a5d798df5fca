import { kindOf } from '../factor-kinds/kinds.js';
import type { EnrollableFactor } from '../state/enrollable-factors.js';
import type { Factor } from '../state/factor.js';
import type { Org } from '../state/org.js';
import type { EnrollSelf } from '../state/policy.js';
import type { User } from '../state/user.js';

export function factorBody(org: Org, user: User, factor: Factor) {
  const { id, factorType, provider, status, created, lastUpdated, profile } = factor;
  const href = factorHref(org, user, factor);
  const embedded =
    status === 'ACTIVE' ? undefined : kindOf(factor).embedded?.({ user, factor, href });
  return {
    ...{ id, factorType, provider, vendorName: provider, status, created, lastUpdated },
    ...(Object.keys(profile).length > 0 && { profile }),
    _links: {
      ...(status === 'ACTIVE'
        ? { verify: link(`${href}/verify`, 'POST'), self: link(href, 'GET', 'DELETE') }
        : { ...waysOn(factor, href), self: link(href, 'GET') }),
      user: link(userHref(org, user), 'GET'),
    },
    ...(embedded && { _embedded: embedded }),
  };
}

export function factorHref(org: Org, user: User, { id }: Factor): string {
  return `${userHref(org, user)}/factors/${id}`;
}

/** A factor in the catalog of what the user may enroll. */
export function supportedFactorBody(
  org: Org,
  user: User,
  { factorType, provider }: EnrollableFactor,
  enrollment: EnrollSelf,
) {
  const enrolled = user.factors.find(
    (factor) => factor.factorType === factorType && factor.provider === provider,
  );
  return {
    ...{ factorType, provider, vendorName: provider, enrollment },
    status: enrolled?.status ?? 'NOT_SETUP',
    _links: { enroll: link(`${userHref(org, user)}/factors`, 'POST') },
  };
}

/** How a pending factor becomes ACTIVE: by a code, which may be sent again, or by waiting for the person. */
function waysOn(factor: Factor, href: string) {
  const { checkCode, sends } = kindOf(factor);
  if (!checkCode) return { poll: link(`${href}/lifecycle/activate/poll`, 'POST') };
  return {
    ...(sends && { resend: [{ name: factor.factorType, ...link(`${href}/resend`, 'POST') }] }),
    activate: link(`${href}/lifecycle/activate`, 'POST'),
  };
}

function userHref(org: Org, { id }: User): string {
  return `${org.url}/api/v1/users/${id}`;
}

function link(href: string, ...allow: string[]) {
  return { href, hints: { allow } };
}
