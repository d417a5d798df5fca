/**
 * The output of Okta's event card "User MFA", field by field under the card's names in camel case: its "Date and Time" is
 * `dateAndTime`, its "Okta User" `oktaUser`, its "Debug Context → Debug Data" `debugContext.debugData`. A text that Okta does not say
 * is null. It holds personal data: names, addresses, IP addresses.
 *
 * @see https://help.okta.com/wf/en-us/content/topics/workflows/connector-reference/okta/events/usermfa.htm
 */
export interface UserMfaEventCard {
  /** When it happened: the event's `published`. */
  dateAndTime: string | null;
  /** The event's `displayMessage`. */
  message: string | null;
  /** The id of the delivery that brought it. Null from the System Log. */
  eventId: string | null;
  /** `user.authentication.auth_via_mfa` */
  eventType: string;
  /** When Okta delivered it. Null from the System Log. */
  eventTime: string | null;
  version: string | null;
  /** Who did it: the event's actor. The person, unless an administrator did it for the person. */
  admin: CardUser;
  /** The person: the target of type `User`, or the actor where Okta names no such target. */
  oktaUser: CardUser;
  /** The event's own id, which the hook and the System Log share. */
  uuid: string | null;
  /** The event as Okta sent it. */
  eventDetails: Record<string, unknown>;
  /** Of the request that brought it, those that carry a credential left out. Empty from the System Log. */
  headers: Record<string, string>;
  /** The URL of the event hook, a text in spite of the card's description. Null from the System Log. */
  source: string | null;
  debugContext: {
    /** What Okta adds for debugging, under no promise: a URI, a factor, a request's id. */
    debugData: Record<string, unknown>;
  };
}

export interface CardUser {
  id: string | null;
  /** The login, mostly a mail address. */
  alternateId: string | null;
  displayName: string | null;
  /** `User`, `PublicClientApp`, `SystemPrincipal`, … */
  type: string | null;
}
