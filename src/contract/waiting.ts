/** What is done while a run waits for the activation, and when. Times only: no personal data. */
export interface WaitPlan {
  /** In the order of their times. */
  actions: WaitAction[];
}

export interface WaitAction {
  /** ISO 8601. */
  at: string;
  /** `renew-link`: a mail between two reminders, because the link of the last one is about to end. `expire` is the last of all. */
  act: 'remind' | 'renew-link' | 'escalate-to-manager' | 'escalate-to-operators' | 'expire';
  /** Counts the mails to the person, from 1; 1 for every other act. */
  number: number;
}

/** What became of a mail to the person or about the person. */
export type MailOutcome =
  | { sent: true }
  /** Not an error: there was nobody to write to, or nothing to write about any more. */
  | { sent: false; because: 'not-waiting' | 'no-manager' };
