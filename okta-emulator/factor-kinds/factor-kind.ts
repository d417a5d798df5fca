import type { Caller } from '../caller.js';
import type { SendingPause } from '../state/pass-codes.js';
import type { ErrorCode } from '../error-catalogue.js';
import type { Factor } from '../state/factor.js';
import type { IdPrefix } from '../state/ids.js';
import type { Org, Engine } from '../state/org.js';
import type { User } from '../state/user.js';

/** What a client asks for. The policy was asked before. */
export interface EnrollmentRequest {
  profile: Readonly<Record<string, string | undefined>>;
  /** `?activate=true` */
  activate: boolean;
  /** `?updatePhone=true` */
  updatePhone: boolean;
  /** `?tokenLifetimeSeconds=` */
  codeLifetimeMs: number;
}

/** Who does what to whom. */
export interface FactorContext {
  org: Org;
  caller: Caller;
  user: User;
}

/** One way to sign in, as the Factors API knows it. A new kind is one file, and one line in `kinds.ts`. */
export interface FactorKind {
  factorType: string;
  provider: 'OKTA' | 'GOOGLE';
  ids: {
    pending: IdPrefix;
    /** Where Okta gives the factor another id when it is activated. */
    active?: IdPrefix;
  };
  /** What each engine calls it in `debugData.factor`; Identity Engine writes one event for each method of an authenticator. */
  loggedAs: Record<Engine, readonly string[]>;
  /** What Identity Engine calls it in a target of type `AuthenticatorEnrollment`. */
  authenticator: string;
  /** Whether it is ACTIVE without a pass code: always, with `activate=true`, or never. */
  activeAtOnce: 'always' | 'on-request' | 'never';
  /**
   * What the new factor's profile will be.
   *
   * @throws OktaError for what Okta refuses.
   */
  profileOf(context: FactorContext, request: EnrollmentRequest): Record<string, string>;
  /** Notes with the user what stays when the factor is gone again; called when it is stored, pending or not. */
  keep?(user: User, factor: Factor): void;
  /** Forgets it again: unenrolled with `removeRecoveryEnrollment`, or never activated. */
  forget?(user: User): void;
  /** Lets the person prove that the factor is his: sends a code, makes a secret, waits for an app. */
  begin?(context: FactorContext, factor: Factor, codeLifetimeMs: number): void;
  /** How often a code may be sent, for kinds that send one. */
  sends?: SendingPause & {
    /** What Okta says to who had five codes sent again within five minutes. */
    tooOften: ErrorCode;
    /** Limits how often it is enrolled, too. */
    isPhone: boolean;
  };
  /**
   * What becomes of a pending factor by `lifecycle/activate`. A kind without it waits for the person, and is polled.
   *
   * @throws OktaError E0000068, E0000082, E0000083
   */
  checkCode?: (factor: Factor, passCode: string) => void;
  /** `_embedded` of a pending factor. @param href the factor's own address. */
  embedded?(context: { user: User; factor: Factor; href: string }): object;
  /** What the QR code at `…/qr/{token}` says. */
  qrText?(context: { org: Org; user: User; factor: Factor }): string;
}
