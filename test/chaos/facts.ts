/** All that a verdict rests on: what Okta, the mail server and Temporal's visibility show from outside. */
export interface Facts {
  hires: readonly HireFacts[];
  /** Every execution that Temporal lists, of every workflow type. */
  runs: readonly RunFacts[];
  /** When a gateway, a worker or a part of Temporal did not serve. */
  outages: readonly Outage[];
  /** Mails that the mail server took and then cut the connection, so that no sender could know. */
  cutMails: number;
  /** What is wrong with the chains of the audit store, in its own words. */
  brokenChains: readonly string[];
}

export interface HireFacts {
  userId: string;
  /** Of Group A and Group B, those that the hire is in at the end. */
  groups: readonly Group[];
  /** SMS factors that are ACTIVE at the end. */
  activeSmsFactors: number;
  /** The requests that may have changed a membership of these groups, in the order in which they arrived at Okta. */
  changes: readonly MembershipChange[];
  mails: readonly MailFacts[];
  /** How many further factors the person has set up. */
  acts: number;
  /** How many tickets are about the person. */
  tickets: number;
  /** How often something was done to the person, by what the others have seen of it; named as the audit store does. */
  effects: Readonly<Record<string, number>>;
  /** What the audit store holds about the person; absent where there is none. */
  recorded?: RecordedFacts | undefined;
}

/** How many records there are, by what was done. */
export type RecordedFacts = Record<
  string,
  { intents: number; done: number; refused: number; facts: number }
>;

export type Group = 'A' | 'B';

export interface MembershipChange {
  change: 'add' | 'remove';
  group: Group;
  /** Okta has said that it is done. Otherwise no answer went out, and it may be done or not. */
  isConfirmed: boolean;
}

export interface MailFacts {
  kind: string;
  messageId: string;
  /** When the mail server took it, in milliseconds since the epoch. */
  takenAt: number;
}

export interface RunFacts {
  type: string;
  workflowId: string;
  /** The search attribute `OktaUserId`, where the run has it. */
  userId: string | undefined;
  /** As Temporal names it: RUNNING, COMPLETED, CONTINUED_AS_NEW, … */
  status: string;
  /** Its workflow task fails again and again. */
  isStuck: boolean;
}

/** What a process belongs to: there may be several gateways, and Temporal may be many processes. */
export type Part = 'gateway' | 'worker' | 'temporal';

/** In milliseconds since the epoch. */
export interface Outage {
  part: Part;
  /** When it was killed. */
  from: number;
  /** When it served again. */
  to: number;
}
