import type { OktaUser } from '../okta/okta-client.js';

/** Somebody who was selected, as the selection says it: nothing is checked yet. */
export interface SelectedPerson {
  /** Of the file, or the number in the list of those who were found. */
  line: number;
  /** A login or an id, as it was written. */
  user: string;
  phone?: string;
  startDate?: string;
  /** Where Okta has told of the person already. */
  known?: OktaUser;
}

/** Somebody who can be enrolled. The number is as it was written. */
export interface Person {
  line: number;
  userId: string;
  phone?: string;
  /** `2026-12-01` */
  startDate?: string;
  known?: OktaUser;
}

const oktaUserId = /^00u[0-9A-Za-z]{17}$/;

export function isUserId(text: string): boolean {
  return oktaUserId.test(text);
}
