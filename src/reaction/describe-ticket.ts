import type { Classification, ReactionStormState } from '../contract/reaction.js';
import type { Ticket } from '../tickets/ticket-system.js';
import { nameFactor, readableTime } from './readable.js';

/** What an alert is about, as every activity with an effect is given it. */
export interface ActivationAlert {
  userId: string;
  population: string;
  /** `sms:OKTA`, or what the event calls it. */
  factorType: string;
  eventUuid: string;
  published: string;
  /** The id of the reaction's run. */
  reactionId: string;
  classification: Classification;
}

/**
 * The ticket of one reaction.
 *
 * @param login of the user, for whoever reads the ticket; undefined where Okta does not say
 */
export function describeTicket(alert: ActivationAlert, login: string | undefined): Ticket {
  const { userId, population, factorType, eventUuid, published, reactionId } = alert;
  const { privileged, actorKind, explanation } = alert.classification;
  const whose = privileged === undefined ? 'a user' : 'a privileged user';
  return {
    externalId: reactionId,
    title: `MFA factor ${nameFactor(factorType)} activated for ${whose}: ${login ?? userId}`,
    lines: [
      `User: ${login ?? 'unknown'} (${userId}), population ${population}`,
      `Factor: ${nameFactor(factorType)} (${factorType})`,
      `When: ${readableTime(published)}`,
      `Who did it: ${actorKind}`,
      `Why this ticket: ${explanation.join('; ')}`,
      `Event in Okta's System Log: ${eventUuid}`,
      `Run: ${reactionId}`,
    ],
  };
}

/** Okta ids, no logins: a list of hundreds is looked up by script. */
export function describeStorm(
  stormId: string,
  { since, listed, count }: Pick<ReactionStormState, 'since' | 'listed' | 'count'>,
): Ticket {
  return {
    externalId: `reaction-storm:${stormId}`,
    title: `Unusually many MFA factors activated since ${readableTime(since)}`,
    lines: [
      `${count} further privileged or high-risk activations, each recorded in the audit store.`,
      ...listed.map(
        ({ published, userId, factor, actorKind, reactionId }) =>
          `${readableTime(published)}  ${userId}  ${nameFactor(factor)}  by ${actorKind}  ${reactionId}`,
      ),
      ...(count > listed.length ? [`… and ${count - listed.length} more`] : []),
    ],
  };
}
