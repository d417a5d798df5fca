/** What an org is to have when its setup is done. */
export interface WantedSetup {
  groups: { a: WantedGroup; b: WantedGroup };
  phone: {
    /** Absent: `mobilePhone`, which every org has. */
    attribute?: string;
    /** What users may do with a new one: never write, for it is the number that secures them. */
    self: 'READ_ONLY' | 'HIDE';
  };
  /** Whether a sign-on policy that asks for MFA is made where none asks for it. */
  signOnRule: boolean;
  /** Absent: none is made, and the System Log alone tells of hires. */
  eventHook?: WantedEventHook;
  /** Absent: no role is made. */
  role?: {
    /** The service app that is to hold it. */
    clientId?: string;
  };
}

/** A group by its id, which has to be there, or by its name, which may have to be made. */
export type WantedGroup = { id: string } | { name: string };

export interface WantedEventHook {
  url: string;
  eventTypes: readonly string[];
  /** What Okta is to send. */
  secret: string;
  /** Whether the gateway has it from before. Okta does not tell what a hook sends, so one that was made with an unknown secret has to get this one. */
  isSecretNew: boolean;
  /** Whether a hook of our name may get a new secret, and be changed if it was not made by this setup. */
  mayTakeOver: boolean;
}

/** What users may do with an attribute of ours: see it, or not even that. */
export function accessOfUsers(isHidden: boolean): WantedSetup['phone']['self'] {
  return isHidden ? 'HIDE' : 'READ_ONLY';
}

/** What is made is called so. */
export const names = {
  policyA: 'Pre-enrollment: phone only',
  policyB: 'Pre-enrollment: all other factors',
  rule: 'Always',
  signOnPolicy: 'Pre-enrollment: MFA at sign-in',
  eventHook: 'preenroll',
  role: 'preenroll',
  resourceSet: 'preenroll',
} as const;

export const madeBySetup = 'Made by preenroll setup.';
