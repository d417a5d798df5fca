import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AttentionReason } from './attention.js';
import { refusals, type OperatorRequest, type PhoneCorrection } from './operator.js';

/**
 * A code that the person was sent, or that an app shows. It is worthless once it was used, and after some minutes; encrypted for the worker
 * (`preenroll factor` does it where it has the key) it is never readable in the history.
 */
export type PassCode = string | { encrypted: string };

export interface EnrollAndActivateFactorInput {
  /** The Okta user id, `00u…`. */
  userId: string;
  /** `sms`, `call`, `email`, `token:software:totp` or `push`. */
  factorType: string;
  /** `OKTA`, or `GOOGLE` for `token:software:totp`. */
  provider: string;
  /** Tried as soon as the factor is enrolled. Absent: it comes by the update `submitPassCode`. */
  passCode?: PassCode;
  /** Where the phone number is, if not in the profile's attribute. Never the number itself. */
  phone?: PhoneCorrection;
  /** After how long the run gives up: milliseconds, or a text such as `30m`, `24h` or `2d`. A day unless given, a week at most. */
  expiresAfter?: number | string;
  /** Who wants it, and why: recorded in the run. */
  operator?: string;
  reason?: string;
}

/** Why a start is refused: the run fails at once, with a failure of type `Refused`. Stable for ever: clients may look at the keys. */
export const factorInputRefusals = {
  'okta-api-token-given':
    "The workers have a credential of their own: leave `oktaApiToken` out. Whoever has sent it has put it into Temporal's history: revoke it in Okta.",
  'user-id-missing': 'Say whose factor: `userId`, an Okta id (00u…), never a login or an address.',
  'factor-missing': 'Say which factor: `factorType` and `provider`, such as `"sms"` and `"OKTA"`.',
  'code-malformed':
    'A code is a text of 4 to 10 digits: `{"passCode":"123456"}`; or `{"encrypted":"…"}`.',
  'phone-source-missing':
    'Say where the number is: `phone`: `{"attribute":"…"}` or `{"encrypted":"…"}`; never the number itself.',
  'expiry-malformed':
    'Say after how long it expires: `expiresAfter`, milliseconds or such as `"30m"`, `"24h"` or `"2d"`; between a minute and seven days.',
  'operator-malformed':
    'Say who and why in short: `operator` and `reason`, without mail addresses and phone numbers.',
} as const;

export type FactorInputRefusal = keyof typeof factorInputRefusals;

/** Why no factor was activated, in plain words. Stable for ever: it is stored in results. */
export const unactivated = {
  'not-allowed-by-policy':
    'The MFA enrollment policy that applies to the user does not allow this factor.',
  'already-enrolled': 'The user has an active factor of this kind already.',
  'existing-phone':
    'Another phone number is enrolled for the user: unenroll it first, or correct the number.',
  'unsupported-factor':
    'This type of factor, or this provider of it, cannot be enrolled and activated this way.',
  'telephony-missing': 'The Okta org has no provider for texts and calls.',
  'user-missing': 'Okta has no such user, or the user is deactivated.',
  'phone-missing': 'The Okta profile has no phone number.',
  'phone-unusable': 'The phone number cannot be used for this factor.',
  'phone-country-unexpected':
    'The phone number belongs to a country that the population does not expect.',
  'phone-correction-unreadable':
    "The number that was sent cannot be decrypted with the worker's key.",
  'phone-rejected': 'Okta refused the phone number.',
  'mail-address-missing': 'The Okta profile has no mail address.',
  'encryption-key-missing':
    'The secret of such a factor would be readable in the history: give the workers a PAYLOAD_ENCRYPTION_KEY.',
  rejected: 'The person has rejected it in the app.',
  'timed-out': 'The person has not accepted it in the app in the time that Okta gives.',
  'too-many-codes': 'Too many wrong codes were sent: see who sends them, then start again.',
  'factor-gone': 'The factor was removed in Okta before it was activated.',
  expired: 'No right code came before the run expired.',
  cancelled: 'It was cancelled.',
} as const;

export type Unactivated = keyof typeof unactivated;

export type EnrollAndActivateFactorResult =
  | {
      outcome: 'activated';
      at: string;
      /** Of the active factor: Okta gives it another id than the pending one had. */
      factorId: string;
      /** ACTIVE. */
      activatedStatus: string;
    }
  | {
      outcome: Unactivated;
      at: string;
      explanation: string;
      /** True if Okta keeps the pending factor, which ends by itself. */
      leftPending?: true;
    };

/** Why a code, the wish for another one, or that for the end is refused. Stable for ever: clients may look at the keys. */
export const factorRefusals = {
  'code-malformed': factorInputRefusals['code-malformed'],
  'wrong-code': 'Okta does not take the code: it is wrong.',
  'code-used': 'Okta does not take the code: it was used before. Wait for the next one.',
  'code-expired': 'The code is too old.',
  'code-unreadable':
    "The code cannot be decrypted with the worker's key: both sides need the same PAYLOAD_ENCRYPTION_KEY.",
  'too-many-attempts': 'Okta takes five codes in five minutes.',
  'too-soon': 'A code was sent not long ago: wait for it to arrive.',
  'too-many-resends': 'Enough codes were sent: cancel the run and start another.',
  'no-code': 'This factor is activated in the app, without a code.',
  'not-sent': 'The codes of this factor are made by an app: there is none to send.',
  'not-waiting': 'The run does not wait for a code.',
  'needs-attention': 'Okta refuses us.',
  'operator-missing': refusals['operator-missing'],
  'reason-missing': refusals['reason-missing'],
  'personal-data': refusals['personal-data'],
} as const;

export type FactorRefusal = keyof typeof factorRefusals;

/** The details of a `Refused` failure that a code or a wish for another one is answered with. */
export interface FactorRefusalDetails {
  /** Okta's, where Okta was asked. */
  errorCode?: string;
  attemptsLeft?: number;
  /** When it is possible again. ISO 8601. */
  againAt?: string;
}

export type FactorStage =
  | 'enrolling'
  | 'awaiting-code'
  | 'awaiting-approval'
  /** Only a person can repair what is wrong. */
  | 'needs-attention'
  | 'cleaning-up'
  | 'ended';

/** Where a run stands. No personal data, no code and no secret. Times are ISO 8601. */
export interface FactorStatus {
  userId: string;
  /** `sms:OKTA` and the like. */
  factor: string;
  stage: FactorStage;
  since: string;
  /** In plain words: what the run waits for, or how it ended. */
  waitingFor: string;
  expiresAt: string;
  /** Of the pending factor, and of the active one once it is there. */
  factorId?: string;
  /** How many codes Okta takes at the moment, and from when on it takes all five again. */
  attemptsLeft?: number;
  attemptsRenewedAt?: string;
  /** When the last code was sent, until when it is good, and from when on another can be sent. */
  codeSentAt?: string;
  codeExpiresAt?: string;
  resendPossibleAt?: string;
  /** Why the last code or wish was refused. */
  lastRefusal?: { refusal: FactorRefusal; at: string };
  attention?: { reason: AttentionReason; explanation: string; whoCanFix: string };
  /** Who ended it, and why. */
  cancelledBy?: OperatorRequest;
  result?: EnrollAndActivateFactorResult;
}

/** The workflow `enrollAndActivateFactor`, for those who name it without loading its code. */
export type EnrollAndActivateFactor = (
  input: EnrollAndActivateFactorInput,
) => Promise<EnrollAndActivateFactorResult>;

export const factorStatusQuery = defineQuery<FactorStatus>('status');
/** What the person needs to set up the app, encrypted for whoever has the key; null if there is nothing, or nothing any more. */
export const factorActivationQuery = defineQuery<{ encrypted: string } | null>('activation');

/** Answers when Okta has: with the status, or with a failure of type `Refused`, after which the run goes on waiting. */
export const submitPassCodeUpdate = defineUpdate<FactorStatus, [{ passCode: PassCode }]>(
  'submitPassCode',
);
/** Has Okta send another code, for sms, call and email. */
export const resendCodeUpdate = defineUpdate<FactorStatus>('resend');
export const resendCodeSignal = defineSignal('resend');
/** Ends the run; a factor that is still pending is unenrolled. */
export const cancelFactorUpdate = defineUpdate<FactorStatus, [OperatorRequest]>('cancel');
export const cancelFactorSignal = defineSignal<[OperatorRequest]>('cancel');
