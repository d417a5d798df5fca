import type { OktaError } from '../errors.js';
import { usableSmsFactor } from '../person/sms-challenge.js';
import type { Org } from '../state/org.js';
import type { PersonSession } from '../state/person-session.js';
import { displayName } from '../state/user.js';
import { renderTimeIsUpPage } from './dead-end-page.js';
import { renderEnterCodePage } from './enter-code-page.js';
import { renderSetPasswordPage } from './set-password-page.js';
import { renderSignedInPage } from './signed-in-page.js';

/** Where a person goes on: one address for all steps of a session. */
export function stepUrl({ id }: PersonSession): string {
  return `/signin/${id}`;
}

/** The page of the step that the person is at. @param refusal what became of the last form. */
export function renderStep(org: Org, session: PersonSession, refusal?: OktaError): string {
  const user = org.users.get(session.userId);
  if (user === undefined) return renderTimeIsUpPage();
  const { login, firstName } = user.profile;
  const action = stepUrl(session);
  const error = refusal && inWords(refusal);
  switch (session.step) {
    case 'set-password':
      return renderSetPasswordPage({ action, login, firstName, error });
    case 'enter-code': {
      const phoneNumber = usableSmsFactor(org, user)?.profile['phoneNumber'];
      const lastDigits = phoneNumber?.slice(-4) ?? '';
      const isCodeWrong = refusal !== undefined && codeRefusals.includes(refusal.errorCode);
      return renderEnterCodePage({ action, lastDigits, error, isCodeWrong });
    }
    case 'signed-in':
      return renderSignedInPage({ name: displayName(user), login });
  }
}

const codeRefusals = ['E0000068', 'E0000083'];

function inWords({ message, causes }: OktaError): string {
  return causes.length > 0 ? causes.join(' ') : message;
}
