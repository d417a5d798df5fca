import { randomUUID } from 'node:crypto';
import type { CallerRequest } from '../../../okta-emulator/caller.js';
import type { OktaEmulator } from '../../../okta-emulator/okta-emulator.js';
import { openActivationLink } from '../../../okta-emulator/person/activation-link.js';
import { setPassword, signIn } from '../../../okta-emulator/person/sign-in.js';
import {
  sendSmsChallenge,
  usableSmsFactor,
  verifySmsCode,
} from '../../../okta-emulator/person/sms-challenge.js';
import type { PersonSession } from '../../../okta-emulator/state/person-session.js';
import type { User } from '../../../okta-emulator/state/user.js';

const password = 'a-good-password';

/** A hire who reads mails and texts. */
export interface Person {
  /** Opens the link and chooses a password. False if the link is dead, or there is none. */
  choosePassword(link: string | undefined): boolean;
  /** Enters the code from a text; signs in for it unless that has just begun. False if Okta asks for none. */
  verifyPhone(): boolean;
}

export function createPerson({ org }: OktaEmulator, user: User): Person {
  let session: PersonSession | undefined;
  const request = (): CallerRequest => ({
    ...{ id: randomUUID(), uri: '/login', ipAddress: '127.0.0.1', userAgent: 'a browser' },
  });

  return {
    choosePassword(link) {
      const token = /\/(?:welcome|tokens)\/([\w-]+)/.exec(link ?? '')?.[1];
      session = token === undefined ? undefined : openActivationLink(org, token);
      if (session === undefined) return false;
      setPassword(org, session, request(), password);
      return true;
    },
    verifyPhone() {
      const canSignIn = user.password !== undefined || usableSmsFactor(org, user) !== undefined;
      if (user.status !== 'ACTIVE' || !canSignIn) return false;
      if (session?.step !== 'enter-code') {
        session = signIn(org, request(), user.profile.login, password);
      }
      // The phone was replaced or removed after the password was asked for.
      if (session.step !== 'enter-code' || usableSmsFactor(org, user) === undefined) return false;
      sendSmsChallenge(org, session, request());
      const code = /\d{6}/.exec(org.texts.at(-1)?.text ?? '')?.[0] ?? '';
      verifySmsCode(org, session, request(), code);
      return true;
    },
  };
}
