import { mailCode } from '../activation-mail/activation-mail.js';
import { OktaError } from '../errors.js';
import { issueCode, useCode } from '../state/pass-codes.js';
import { userTarget } from '../system-log/log-record.js';
import type { FactorKind } from './factor-kind.js';

const sends = {
  pauseMs: 5_000,
  tooSoon: 'E0000118',
  tooOften: 'E0000047',
  isPhone: false,
} as const;

/** A code by mail, to the primary or secondary address; the primary one where none is named. */
export const email: FactorKind = {
  factorType: 'email',
  provider: 'OKTA',
  ids: { pending: 'emf' },
  loggedAs: { classic: ['EMAIL_FACTOR'], idx: ['EMAIL_FACTOR'] },
  authenticator: 'Email',
  activeAtOnce: 'on-request',
  sends,
  profileOf({ user: { profile: of } }, { profile }) {
    const address = profile['email'] ?? of.email;
    const own = [of.email, of.secondEmail].map((known) => known?.toLowerCase());
    if (!own.includes(address.toLowerCase())) {
      throw new OktaError('E0000001', {
        detail: 'Only verified primary or secondary email can be enrolled.',
      });
    }
    return { email: address };
  },
  begin({ org, caller, user }, factor, codeLifetimeMs) {
    const code = issueCode(org, factor, sends, codeLifetimeMs);
    mailCode(org, user, factor.profile['email'] ?? '', code, codeLifetimeMs);
    org.log.record({
      eventType: 'system.email.send_factor_verify_message',
      caller,
      target: [userTarget(user)],
    });
  },
  checkCode: useCode,
};
