import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { AttentionReason } from './attention.js';
import type { OktaEvent } from './okta-event.js';
import type { OperatorAct, OperatorRequest, PhoneCorrection } from './operator.js';
import type { WaitPlan } from './waiting.js';

export interface PreEnrollUserInput {
  /** The Okta user id, `00u…`. */
  userId: string;
  /** The event that started the run. Absent when a person or a backfill started it. */
  event?: OktaEvent;
  /** The first working day, `2026-12-01`, where whoever started the run knows better than the profile. */
  startDate?: string;
  /** Nothing is done before this time. ISO 8601. */
  notBefore?: string;
  /** The name of the backfill that started the run. */
  backfill?: string;
  /** Where the phone number is, if not in the profile's attribute. */
  phone?: PhoneCorrection;
  /** A person wants just this user started: also somebody whose journey was cancelled or undone, or has expired. */
  byHand?: true;
  /** What the earlier runs of the chain know. Set by a run that continues as new, and by nobody else. */
  carried?: CarriedEnrollment;
}

/**
 * All that a run knows when it continues as new. It is stored, and read by later versions: add fields, all of them optional;
 * rename none.
 */
interface CarriedEnrollment {
  status: PreEnrollUserStatus;
  /** What the steps in `status.steps` have brought, by the name of the step; those that brought nothing are left out. */
  results: Record<string, unknown>;
  inbox: CarriedInbox;
}

export interface CarriedInbox {
  /** The event type of the latest news, or the signal's name where a person sent it; `timer` before the first. */
  latest: string;
  /** The ids of the events told last, by which a repeat is known. */
  eventIds: string[];
  /** An operator's word that replaces the check: the last one that was given. */
  forcedBy?: { operator?: string; reason?: string };
  /** The latest successful verification of the phone that a hook has brought. */
  phoneVerification?: NonNullable<CompletionEvidence['phoneVerification']>;
  /** What an operator has accepted for this person. */
  accepted?: AttentionReason[];
  /** Where the number is, if not in the profile's attribute. */
  phone?: PhoneCorrection;
  /** How often operators wanted the phone enrolled again, and a new activation link sent: each is done once. */
  reEnrollments?: number;
  resends?: number;
  /** Okta's mail has come back, and nobody has repaired it yet. */
  mailBounced?: true;
  /** An operator who wants all of it undone. */
  undo?: OperatorRequest;
}

export type EnrollmentStage =
  /** The hire's day has not come. */
  | 'pre-hire'
  | 'preparing'
  | 'pre-enrolling'
  | 'awaiting-activation'
  | 'switching-groups'
  | 'completed'
  | 'needs-attention'
  | 'expired'
  | 'undone'
  | 'removed';

/**
 * When a hire counts as done. `mfa-verified`: Okta says ACTIVE, our factor is ACTIVE, and a phone verification after the
 * activation was seen. `active`: without the verification.
 */
export type CompletionRule = 'mfa-verified' | 'active';

/** A hint that the person may have activated, or an operator's word for it. */
export interface ActivatedSignal {
  source: 'okta-event' | 'operator';
  eventId?: string;
  eventType?: string;
  /** When the event happened, and how the person authenticated, as in {@link OktaEvent}. */
  published?: string;
  outcome?: string;
  method?: string;
  operator?: string;
  reason?: string;
  /** From an operator only: believed without a check, and recorded. */
  force?: boolean;
}

/** Where the decision that the person has activated comes from. */
export interface CompletionEvidence {
  rule: CompletionRule | 'operator';
  decidedAt: string;
  /** What woke the run: an event type, `operator`, or `timer`. */
  wokenBy: string;
  /** Okta's user status at that moment, and that of our factor. */
  userStatus?: string;
  factorStatus?: string;
  /** What Okta called the requests in which it said so. */
  oktaRequestIds?: string[];
  phoneVerification?: { eventId: string; published: string; seenIn: 'event-hook' | 'system-log' };
  operator?: string;
  reason?: string;
}

/**
 * Why there was nothing to do. `not-concerned`: neither of the user types nor in the groups that the configuration names. `ended-before`: an earlier journey
 * was cancelled or undone, or has expired, and nobody has asked for another.
 */
export type SkipReason = 'already-active' | 'already-in-group-b' | 'not-concerned' | 'ended-before';

export interface PreEnrollUserStatus {
  userId: string;
  stage: EnrollmentStage;
  /** ISO 8601, like every time here. */
  since: string;
  /** In plain words: what the run waits for, or how it ended. */
  waitingFor: string;
  attention?: {
    reason: AttentionReason;
    explanation: string;
    action: string;
    whoCanFix?: string;
    onAccept?: string;
  };
  /** What was done, in order. */
  steps: EnrollmentStep[];
  /** The name of the population in the configuration. */
  population?: string;
  factorId?: string;
  /** What is done next by itself while the run waits. */
  next?: WaitPlan['actions'][number];
  evidence?: CompletionEvidence;
  /** How long the person was in both groups. */
  window?: SwitchWindow;
  /** What operators did, the latest 50. */
  acts?: OperatorAct[];
}

export interface EnrollmentStep {
  step: string;
  at: string;
  /** Why it came to nothing, if so, in a word. */
  leftOut?: string;
  /** Of the activity that did it: how often it was tried, and what Okta called the requests of the last try. */
  attempts?: number;
  oktaRequestIds?: string[];
}

/** From the moment at which Group B was added until Group A was removed. */
export interface SwitchWindow {
  opened: string;
  closed?: string;
  seconds?: number;
}

export type PreEnrollUserResult =
  | {
      outcome: 'completed';
      at: string;
      factorId: string;
      evidence: CompletionEvidence;
      window?: SwitchWindow;
    }
  | { outcome: 'skipped'; at: string; reason: SkipReason }
  | { outcome: 'expired'; at: string; done: string[] }
  | { outcome: 'undone'; at: string; done: string[] }
  | { outcome: 'removed'; at: string };

/** The workflow `preEnrollUser`, for those who name it without loading its code. */
export type PreEnrollUser = (input: PreEnrollUserInput) => Promise<PreEnrollUserResult>;

/** Wakes the check of Okta's own state; with `force` from an operator it replaces the check. Repeats are harmless. */
export const activatedSignal = defineSignal<[ActivatedSignal]>('activated');
/** The profile was changed, or a person wants the run to look again: wakes a parked run. */
export const profileChangedSignal = defineSignal<[OktaEvent?]>('profileChanged');
/** The user may have been deactivated or deleted; the run looks, and ends if it is so. */
export const userRemovedSignal = defineSignal<[OktaEvent?]>('userRemoved');
/** Okta's mail to the user has come back: parks a run that waits for the activation. */
export const mailBouncedSignal = defineSignal<[OktaEvent?]>('mailBounced');
/** Another hire got past what this one is parked for: makes it look. */
export const lookAgainSignal = defineSignal('lookAgain');
export const statusQuery = defineQuery<PreEnrollUserStatus>('status');
