import { currentCode } from '../factor-kinds/totp.js';
import { pushResult } from '../factor-kinds/push.js';
import { kindOf } from '../factor-kinds/kinds.js';
import type { Factor } from '../state/factor.js';
import { findUser } from '../state/find.js';
import type { Org } from '../state/org.js';
import type { User } from '../state/user.js';

/** What the person sees in an app on his phone, as if he had scanned the QR code of each enrollment of his. */
export interface AppAccount {
  login: string;
  factorId: string;
  factorType: string;
  provider: string;
  /** Such as `Okta Verify`. */
  app: string;
  status: Factor['status'];
  /** The code at this moment, of an app that counts time. */
  code?: string;
  validForSeconds?: number;
  /** Of a push that is not ACTIVE. */
  push?: 'WAITING' | 'REJECTED' | 'TIMEOUT';
}

/** Of everybody, or of one; the latest enrollments first. */
export function appAccounts(org: Org, login?: string): AppAccount[] {
  const users = login === undefined ? [...org.users.values()] : [findUser(org, login)];
  return users
    .flatMap((user) => user?.factors.flatMap((factor) => accountOf(user, factor)) ?? [])
    .sort((one, other) => other.created - one.created)
    .map(({ account }) => account);
}

/** Whose pending or active factor it is. */
export function findHolder(org: Org, factorId: string): { user: User; factor: Factor } | undefined {
  for (const user of org.users.values()) {
    const factor = user.factors.find(({ id }) => id === factorId);
    if (factor) return { user, factor };
  }
  return undefined;
}

function accountOf(user: User, factor: Factor): { created: number; account: AppAccount }[] {
  const { id: factorId, factorType, provider, status, totp, push } = factor;
  if (!totp && !push) return [];
  return [
    {
      created: factor.created.getTime(),
      account: {
        ...{ login: user.profile.login, factorId, factorType, provider, status },
        app: kindOf(factor).authenticator,
        ...(totp && currentCode(totp.secret)),
        ...(push && status !== 'ACTIVE' && { push: pushResult(push) }),
      },
    },
  ];
}
