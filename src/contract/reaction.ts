import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AttentionReason } from './attention.js';
import type { OktaEvent } from './okta-event.js';

/** Who activated the factor. `delegated`: a program with somebody's API token, in that person's name. `preenroll`: we ourselves. */
export type ActorKind = 'self' | 'admin' | 'service' | 'delegated' | 'preenroll';

/** Why an enrollment is of high risk. */
export type Risk =
  'new-country' | 'admin-enrolled' | 'weak-factor-on-privileged-user' | 'outside-hours';

/** What makes the user a privileged one: the first rule that fits. Names and ids, no values of the profile. */
export type Privilege =
  | { by: 'group'; id: string }
  | { by: 'admin-role'; role: string }
  | { by: 'attribute'; name: string };

/** What the classifier says of one enrollment. Closed sets of words, ids and sentences of ours: no personal data. */
export interface Classification {
  actorKind: ActorKind;
  /** `sms:OKTA`, or what the event calls it. */
  factor: string;
  privileged?: Privilege;
  risks: Risk[];
  /** The number of the rule, from 1, under which an enrollment that would make a ticket makes none. */
  noise?: number;
  /** What is done: a ticket and notices, or a record alone. */
  decision: 'alert' | 'record';
  /** How it came to that, rule by rule. */
  explanation: string[];
}

/** One event of the act, as the System Log has it. */
export interface AssessedEnrollment extends Classification {
  uuid: string;
  published: string;
  /** Okta's id of who did it, where the event has one. */
  actorId?: string;
}

/** What the workflow is told of the act. */
export type Assessment =
  | { found: false }
  /** The user has been deleted since. */
  | { found: true; userGone: true }
  | {
      found: true;
      /** The id of the run that the event belongs to: another one's if the act began in the window before. */
      ownerId: string;
      /** Empty where nobody had to be looked up. */
      population: string;
      /** Those of the run's own act that it does not know yet, the earliest first. */
      enrollments: AssessedEnrollment[];
    };

export interface ReactToFactorActivationInput {
  /** The run's own id, which is not that of the event's own window where the run was given the event of another one. */
  reactionId: string;
  event: OktaEvent;
  /** For how long, from its first event, what happens is one act. */
  windowMs: number;
  /** How long an event is waited for that the System Log does not show yet. */
  patienceMs: number;
}

/** What became of a mail or a message. */
export type NoticeOutcome = 'sent' | 'refused' | 'no-address' | 'not-configured';

export interface Notices {
  person: NoticeOutcome;
  security: NoticeOutcome;
  chat: NoticeOutcome;
}

/** `own`: a ticket of its own; `storm`: on the list of one for many; `not-configured`: there is no ticket system. */
export interface ReactionTicket {
  kind: 'own' | 'storm' | 'not-configured';
  /** What the ticket system calls it. Absent where it has none, or another run writes it. */
  ticket?: string;
}

/**
 * `unconfirmed`: the System Log does not have the event, so nothing was done in its name. `joined`: it belongs to the act of the window before, whose run it
 * was given to. `own`: we had enrolled it ourselves. `user-gone`: there is no such user any more.
 */
export type ReactionOutcome =
  'alerted' | 'recorded' | 'unconfirmed' | 'joined' | 'own' | 'user-gone';

export interface ReactToFactorActivationResult {
  outcome: ReactionOutcome;
  /** The events of the act. */
  eventUuids: string[];
  /** Of the enrollment that decided. */
  classification?: Classification;
  ticket?: ReactionTicket;
  notices?: Partial<Notices>;
}

export interface ReactionStatus {
  /** What it has come to so far. */
  outcome?: ReactionOutcome;
  stage: 'confirming' | 'recording' | 'alerting' | 'collecting' | 'ended';
  /** The events that came to the run, or were found, so far. */
  eventUuids: string[];
  classification?: Classification;
  ticket?: ReactionTicket;
  notices?: Partial<Notices>;
  /** What of the alert is not done yet, and is tried again without end: look at the pending activities for the reason. */
  pending: string[];
  /** What a person must repair; looked at again by itself. */
  attention?: AttentionReason;
  /** Until when further events of the same act are waited for. ISO 8601. */
  collectsUntil?: string;
}

export const factorActivatedSignal = defineSignal<[OktaEvent]>('factorActivated');
export const reactionStatusQuery = defineQuery<ReactionStatus>('status');

/** The workflow `reactToFactorActivation`, for those who name it without loading its code. */
export type ReactToFactorActivation = (
  input: ReactToFactorActivationInput,
) => Promise<ReactToFactorActivationResult>;

/** A reaction on the list of a storm. Ids, times and closed sets of words. */
export interface StormEntry {
  /** The id of the reaction's run: the same one twice is once. */
  reactionId: string;
  userId: string;
  factor: string;
  published: string;
  actorKind: ActorKind;
}

export interface ReactionStormInput {
  /** So many reactions have tickets of their own; those above are on the list of one. */
  more: number;
  withinMs: number;
  /** From the run before, which was continued as new. */
  carried?: ReactionStormState;
  /** How many of what `carried` counts are on the ticket's list. Absent: all. */
  written?: number;
}

export interface ReactionStormState {
  /** ISO 8601: the first reaction. */
  since: string;
  /** Of those that have tickets of their own, the runs' ids. */
  own: string[];
  /** What the list holds, the earliest first, as far as it is kept. */
  listed: StormEntry[];
  /** How many it would hold if it kept all. */
  count: number;
  ticket?: string;
}

/** Asks whether a reaction has a ticket of its own. */
export const joinStormUpdate = defineUpdate<'own' | 'listed', [StormEntry]>('join');
export const stormStatusQuery = defineQuery<ReactionStormState>('status');

/** The workflow `reactionStorm`, for those who name it without loading its code. */
export type ReactionStorm = (input: ReactionStormInput) => Promise<ReactionStormState>;
