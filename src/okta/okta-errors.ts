/** What Okta's answer said about the bucket that the request counted against. */
export interface RateLimit {
  limit: number;
  remaining: number;
  /** Until the window's end, by Okta's own clock: `X-Rate-Limit-Reset` less `Date`. May be negative. */
  secondsToReset: number;
}

/** Okta answered with an error of its own. The message holds codes only: Okta's texts can quote personal data. */
export class OktaApiError extends Error {
  override readonly name = 'OktaApiError';
  readonly status: number;
  /** `E0000001` and so on. */
  readonly errorCode: string;
  /** Okta's `errorCauses`: to be matched, never to be shown. */
  readonly causes: readonly string[];
  readonly rateLimit: RateLimit | undefined;

  constructor(answer: {
    /** Method and path template, without ids. */
    request: string;
    status: number;
    errorCode: string;
    causes?: readonly string[];
    rateLimit?: RateLimit | undefined;
    /** What the token lacks of what was asked for, where that may be why. */
    missingScopes?: readonly string[];
  }) {
    const { status, errorCode, request, missingScopes = [] } = answer;
    const lacking =
      missingScopes.length === 0
        ? ''
        : `; the service app has not been granted ${missingScopes.join(', ')}`;
    super(`Okta answered ${status} ${errorCode} to ${request}${lacking}`);
    this.status = answer.status;
    this.errorCode = answer.errorCode;
    this.causes = answer.causes ?? [];
    this.rateLimit = answer.rateLimit;
  }
}

/** Okta did not answer in time, the connection broke, or the answer was not in Okta's form. */
export class OktaUnreachableError extends Error {
  override readonly name = 'OktaUnreachableError';

  constructor(request: string, what: string) {
    super(`No usable answer from Okta to ${request}: ${what}`);
  }
}

/** Why there is no token for our calls. */
export type TokenRefusal =
  | 'client-unknown'
  | 'client-not-allowed'
  | 'client-refused'
  | 'key-unknown'
  | 'key-wrong'
  | 'key-unreadable'
  | 'address-wrong'
  | 'clock'
  | 'scope-not-granted'
  | 'dpop-required'
  | 'dpop-refused'
  | 'other';

/** Okta gives our service app no token. The message names the cause and the remedy, and nothing that Okta said but its code. */
export class OktaTokenRefusedError extends Error {
  override readonly name = 'OktaTokenRefusedError';
  readonly reason: TokenRefusal;

  constructor(reason: TokenRefusal, explanation: string) {
    super(explanation);
    this.reason = reason;
  }
}

/** The turn of a call is too far away to wait for it here: Okta was not asked. */
export class OktaPacedError extends Error {
  override readonly name = 'OktaPacedError';
  /** After which time it is likely to have its turn. */
  readonly delayMs: number;

  constructor(bucket: string, delayMs: number) {
    super(`Okta's rate limit for ${bucket} leaves room again in ${Math.ceil(delayMs / 1_000)} s`);
    this.delayMs = delayMs;
  }
}

/** Okta does not know the link to the next page of the System Log any more, or it leads to another org than ours. */
export class LogCursorRefusedError extends Error {
  override readonly name = 'LogCursorRefusedError';

  constructor() {
    super('Okta cannot go on in the System Log from the link that it gave');
  }
}
