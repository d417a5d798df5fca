/** An enrolled way to sign in, of any kind; what is special about each kind is in `factor-kinds`. */
export interface Factor {
  /** Okta gives some kinds a new id when they are activated: `mbl…` becomes `sms…`. */
  id: string;
  factorType: string;
  provider: string;
  status: 'PENDING_ACTIVATION' | 'ACTIVE';
  created: Date;
  lastUpdated: Date;
  /** What Okta answers as the factor's profile, such as the phone number in E.164. */
  profile: Record<string, string>;
  /** The code that was sent last and is still to be entered. */
  challenge?: Challenge;
  /** Of an authenticator app that counts time. */
  totp?: SharedSecret;
  /** Of Okta Verify, while it waits to be set up. */
  push?: PushActivation;
}

interface Challenge {
  code: string;
  sent: Date;
  expires: Date;
}

interface SharedSecret {
  /** In base32. */
  secret: string;
  /** The step of time whose code was used last: no code is taken twice. */
  usedStep?: number;
}

interface PushActivation {
  expires: Date;
  answer: 'WAITING' | 'REJECTED';
}
