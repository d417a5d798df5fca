import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AttentionReason } from './attention.js';
import type { PreEnrollUserStatus } from './pre-enroll-user.js';

/** Who asks for something, and why: it is recorded in the run. Neither may hold an address or a number. */
export interface OperatorRequest {
  operator: string;
  reason: string;
}

export interface ResumeRequest extends OperatorRequest {
  /** What the run is parked for is accepted for this person: it goes on as the reason's `onAccept` says. */
  accept?: boolean;
}

/**
 * Where the right number is: in another attribute of the Okta profile, or encrypted for the worker (`preenroll correct-phone` does it).
 * Never the number itself: it would be readable in the history.
 */
export type PhoneCorrection = { attribute: string } | { encrypted: string };

export interface CorrectPhoneRequest extends OperatorRequest {
  phone: PhoneCorrection;
}

/** What operators ask of a run. Their word that the person has activated is a signal of its own, and stands in the evidence. */
export type OperatorActName = 'resume' | 'resendActivation' | 'correctPhone' | 'undo';

/** What an operator did, as the run records it. */
export interface OperatorAct {
  act: OperatorActName;
  operator: string;
  reason: string;
  /** ISO 8601. */
  at: string;
  /** What a `resume` accepted. */
  accepted?: AttentionReason;
  /** Why nothing was done. */
  refused?: Refusal;
}

/** Why an operator's request is refused, and what to do instead. Stable for ever: clients may look at the keys. */
export const refusals = {
  'operator-missing': 'Say who you are: `operator`, 1 to 100 characters.',
  'reason-missing': 'Say why: `reason`, 1 to 500 characters.',
  'personal-data':
    'Leave mail addresses and phone numbers out of `operator` and `reason`: they are readable in the history.',
  'not-parked': 'The run is not parked: there is nothing to resume.',
  'not-acceptable': 'What the run is parked for cannot be accepted; it must be repaired.',
  'not-waiting': 'The run does not wait for the activation: there is no mail to send again.',
  'too-soon': 'A mail went out less than ten minutes ago: wait for it to arrive.',
  'phone-source-missing':
    'Say where the number is: `phone`: `{"attribute":"…"}` or `{"encrypted":"…"}`; never the number itself.',
  'already-switching':
    'The person has activated and is being moved to Group B: it is too late for this.',
  'already-active':
    'The person is ACTIVE in Okta: taken out of both groups they would be left without a policy for the phone. Deactivate the user in Okta instead.',
} as const;

export type Refusal = keyof typeof refusals;

// Each is an update, which answers with the new status or rejects with a failure of type `Refused`, and a signal of the same name, for where
// no update can be sent from; what a signal asks for and does not get is recorded in the status alone.

/** Wakes a parked run, with `accept` over the reason it is parked for. Refused unless it is parked. */
export const resumeUpdate = defineUpdate<PreEnrollUserStatus, [ResumeRequest]>('resume');
export const resumeSignal = defineSignal<[ResumeRequest]>('resume');

/** Sends a mail with a new activation link; the older links no longer work. Refused within ten minutes of the last mail. */
export const resendActivationUpdate = defineUpdate<PreEnrollUserStatus, [OperatorRequest]>(
  'resendActivation',
);
export const resendActivationSignal = defineSignal<[OperatorRequest]>('resendActivation');

/** Takes the number from elsewhere than the profile's attribute; what we had enrolled is replaced. */
export const correctPhoneUpdate = defineUpdate<PreEnrollUserStatus, [CorrectPhoneRequest]>(
  'correctPhone',
);
export const correctPhoneSignal = defineSignal<[CorrectPhoneRequest]>('correctPhone');

/** Takes back what the run has done: out of both groups, our own factor unenrolled. Ends the run. Refused for an ACTIVE user. */
export const undoUpdate = defineUpdate<PreEnrollUserStatus, [OperatorRequest]>('undo');
export const undoSignal = defineSignal<[OperatorRequest]>('undo');
