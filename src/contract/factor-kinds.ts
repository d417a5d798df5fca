/** What is to know of a kind of factor before it is enrolled. */
export interface FactorKind {
  /** `code`: the person enters one; `approval`: the person accepts in the app, and Okta is asked until then. */
  activatedBy: 'code' | 'approval';
  /** What the code is sent to by Okta, and can be sent to again. Absent: the person's app makes the codes. */
  sentTo?: 'phone' | 'mail';
  /**
   * After how long a code is refused here before Okta is asked. Okta's default for texts and calls; for mails an org may have set
   * another lifetime, so that Okta is asked.
   */
  codeLivesMs?: number;
  /** The enrollment brings a secret or a link, without which the person cannot set up the app. */
  bringsSecret: boolean;
}

const fiveMinutes = 5 * 60_000;
const phone = {
  ...{ activatedBy: 'code', sentTo: 'phone', codeLivesMs: fiveMinutes, bringsSecret: false },
} as const satisfies FactorKind;
const app = { activatedBy: 'code', bringsSecret: true } as const satisfies FactorKind;

/** The kinds that can be enrolled and activated through Okta's API with a code or an approval, as `factorType:provider`. */
const kinds: Readonly<Record<string, FactorKind>> = {
  'sms:OKTA': phone,
  'call:OKTA': phone,
  'email:OKTA': { activatedBy: 'code', sentTo: 'mail', bringsSecret: false },
  'token:software:totp:OKTA': app,
  'token:software:totp:GOOGLE': app,
  'push:OKTA': { activatedBy: 'approval', bringsSecret: true },
};

export const factorKindNames: readonly string[] = Object.keys(kinds);

/** Undefined for every other type of factor, and for a provider that does not have the type. */
export function factorKindOf(factorType: string, provider: string): FactorKind | undefined {
  const name = `${factorType}:${provider}`;
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
