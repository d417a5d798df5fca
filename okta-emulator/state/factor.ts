/** An SMS factor: the only kind that this emulator enrolls. */
export interface Factor {
  /** `mbl…` until the factor is ACTIVE, `sms…` from then on: Okta gives it a new id when it is activated. */
  id: string;
  factorType: 'sms';
  provider: 'OKTA';
  status: 'PENDING_ACTIVATION' | 'ACTIVE';
  created: Date;
  lastUpdated: Date;
  /** E.164. */
  phoneNumber: string;
  /** The code that was texted last and is still to be entered. */
  challenge?: Challenge;
}

interface Challenge {
  code: string;
  sent: Date;
  expires: Date;
}
