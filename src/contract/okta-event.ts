/**
 * What of an Okta event may enter Temporal. Addresses, phone numbers, IP addresses and debug data are left
 * where they came from; an activity that needs them reads them from Okta again.
 */
export interface OktaEvent {
  /** The System Log id (`uuid`): the only id that a hook delivery and the System Log share. */
  uuid: string;
  /** Okta's name of the event, such as `user.lifecycle.create`. */
  eventType: string;
  /** When Okta says it happened, ISO 8601 in UTC. Deliveries are not ordered by it. */
  published: string;
  /** The user it is about: the target of type `User`, or the acting user where Okta names no such target. */
  userId: string;
  /** `outcome.result` in upper case. Okta may add values: treat it as open. */
  outcome: string;
  /**
   * The authentication method in Identity Engine's words (`SMS`, `VOICE`, `EMAIL`, `PASSWORD`, …), where the
   * event names one.
   */
  method?: string;
  /** What a person would call the factor, see `factorFamilyOf`: only of an event of the type {@link factorActivatedEventType}. */
  factorFamily?: string;
  actor?: { id: string; type: string };
}

/** Raised when a factor is activated; on Identity Engine once for each method of an authenticator. */
export const factorActivatedEventType = 'user.mfa.factor.activate';

/** Raised by a second factor on Classic Engine, by every factor on Identity Engine, the password among them. */
export const userMfaEventType = 'user.authentication.auth_via_mfa';

/**
 * True if the event proves that the person held the phone: a successful verification by text or call. On
 * Identity Engine `user.authentication.auth_via_mfa` is raised by a password too, so the type alone proves nothing.
 */
export function isPhoneVerification(
  event: Pick<OktaEvent, 'eventType' | 'outcome' | 'method'>,
): boolean {
  return (
    event.eventType === userMfaEventType &&
    event.outcome === 'SUCCESS' &&
    (event.method === 'SMS' || event.method === 'VOICE')
  );
}
