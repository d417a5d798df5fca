import type { Factor } from '../state/factor.js';
import type { FactorKind } from './factor-kind.js';
import { qrLink, qrToken } from './qr-link.js';

/** Okta Verify on a phone: waits until the person has accepted it there. */
export const push: FactorKind = {
  factorType: 'push',
  provider: 'OKTA',
  ids: { pending: 'opf' },
  loggedAs: { classic: ['OKTA_VERIFY_PUSH'], idx: ['OKTA_VERIFY_PUSH'] },
  authenticator: 'Okta Verify',
  activeAtOnce: 'never',
  profileOf: () => ({}),
  begin({ org }, factor) {
    const expires = new Date(Date.now() + org.settings.pushActivationLifetimeMs);
    factor.push = { expires, answer: 'WAITING' };
  },
  embedded({ factor, href }) {
    const { _links, ...activation } = pushActivationBody(factor, href);
    return { activation: { ...activation, _links } };
  },
  qrText: ({ org, user, factor }) =>
    `oktaverify://email/${user.profile.login}?f=${factor.id}&t=${qrToken(factor)}&s=${encodeURIComponent(org.url)}`,
};

/** What the phone tells about itself when it is set up. */
export function deviceProfile(login: string): Record<string, string> {
  return {
    credentialId: login,
    deviceType: 'SmartPhone_IPhone',
    name: 'Emulated phone',
    platform: 'IOS',
    version: '9.0',
  };
}

/** The object that Okta answers as long as the person has not accepted: WAITING, REJECTED, or TIMEOUT. @param href the factor's own. */
export function pushActivationBody({ push: activation, ...factor }: Factor, href: string) {
  const factorResult = pushResult(activation);
  if (activation === undefined || factorResult !== 'WAITING') {
    return {
      factorResult,
      _links: { activate: link(`${href}/lifecycle/activate`) },
    };
  }
  return {
    expiresAt: activation.expires,
    factorResult,
    _links: {
      poll: link(`${href}/lifecycle/activate/poll`),
      qrcode: qrLink(href, { ...factor, push: activation }),
    },
  };
}

export function pushResult(activation: Factor['push']): 'WAITING' | 'REJECTED' | 'TIMEOUT' {
  if (activation?.answer === 'REJECTED') return 'REJECTED';
  return activation && activation.expires > new Date() ? 'WAITING' : 'TIMEOUT';
}

function link(href: string) {
  return { href, hints: { allow: ['POST'] } };
}
