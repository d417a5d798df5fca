/**
 * What has happened to one hire, as it shows from outside: in Okta's System Log, at the mail server, and in what the test itself did.
 * In the order in which it happened.
 */
export type Fact =
  | { fact: 'membership'; change: 'add' | 'remove'; group: 'A' | 'B'; by: Actor }
  | { fact: 'phone enrolled' | 'phone removed' | 'activated'; by: Actor }
  | { fact: 'phone verified' }
  /** The mail server took the mail. */
  | { fact: 'mail taken'; messageId: string }
  /** It took the mail, and its answer was lost: the mail may be sent once more. */
  | { fact: 'answer lost'; messageId: string }
  /** An operator vouched for the activation, or asked for an undo. */
  | { fact: 'forced' | 'undo asked' }
  /** From now on the run may end by its expiry. */
  | { fact: 'expiry due' };

/** `us` is whoever uses the API token of the product. */
type Actor = 'us' | 'others';

/** Whoever was not has nowhere to be put back into. */
export function hasBeenInGroupA({ facts }: { facts: () => Fact[] }): boolean {
  return facts().some((fact) => fact.fact === 'membership' && fact.group === 'A');
}
