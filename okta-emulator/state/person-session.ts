/** How far a person in a browser has come: from the activation link or the sign-in page to signed in. */
export interface PersonSession {
  id: string;
  userId: string;
  step: 'set-password' | 'enter-code' | 'signed-in';
  /** Okta gives a person five minutes after the activation link was opened. */
  expires: Date;
}
