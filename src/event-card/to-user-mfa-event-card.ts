import { z } from 'zod';
import { userMfaEventType } from '../contract/okta-event.js';
import { readCardHeaders, type RequestHeaders } from './read-card-headers.js';
import type { CardUser, UserMfaEventCard } from './user-mfa-event-card.js';

/** The value is no event that the card is about. The message says what it is instead, without personal data. */
export class NoUserMfaEventError extends Error {
  override readonly name = 'NoUserMfaEventError';
}

/** What brought the event: nothing of it is known for an event from the System Log. */
export interface CardDelivery {
  /** The delivery's body, around its events. */
  envelope?: unknown;
  headers?: RequestHeaders;
}

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullable()
  .catch(null);
const record = z.record(z.string(), z.unknown()).catch({});
const nobody: CardUser = { id: null, alternateId: null, displayName: null, type: null };
const cardUser = z
  .object({ id: text, alternateId: text, displayName: text, type: text })
  .catch(nobody);

const logEvent = z.object({
  uuid: text,
  published: text,
  displayMessage: text,
  version: text,
  actor: cardUser,
  target: z.array(cardUser).catch([]),
  debugContext: z.object({ debugData: record }).catch({ debugData: {} }),
});

const envelope = z
  .object({ eventId: text, eventTime: text, source: text })
  .catch({ eventId: null, eventTime: null, source: null });

/**
 * The card of an event from a hook delivery or from the System Log, of either engine, whatever its outcome. What is missing or null
 * there is null or empty here. Exporters that write Okta's keys in lower case are understood.
 *
 * @throws NoUserMfaEventError for an event of another type, and for what is no event at all
 */
export function toUserMfaEventCard(value: unknown, delivery: CardDelivery = {}): UserMfaEventCard {
  const { success, data: eventDetails } = z.record(z.string(), z.unknown()).safeParse(value);
  if (!success) throw new NoUserMfaEventError('This is no event of Okta: it is no JSON object.');
  const named = withOktaKeys(eventDetails);
  requireType(named['eventType']);
  const { published, displayMessage, version, actor, target, uuid, debugContext } =
    logEvent.parse(named);
  const { eventId, eventTime, source } = envelope.parse(delivery.envelope);
  return {
    dateAndTime: published,
    message: displayMessage,
    eventId,
    eventType: userMfaEventType,
    eventTime,
    version,
    admin: actor,
    oktaUser: target.find(({ type }) => type === 'User') ?? actor,
    uuid,
    eventDetails,
    headers: readCardHeaders(delivery.headers ?? {}),
    source,
    debugContext,
  };
}

function requireType(eventType: unknown): void {
  if (eventType === userMfaEventType) return;
  const named = typeof eventType === 'string' && /^[\w.-]{1,128}$/.test(eventType);
  throw new NoUserMfaEventError(
    named
      ? `The card User MFA is about ${userMfaEventType}; this event is a ${eventType}.`
      : 'This is no event of Okta: it has no eventType.',
  );
}

const oktaKeys = ['eventType', 'displayMessage', 'debugContext'] as const;

/** With the keys as Okta writes them: some exporters of the System Log write the outermost ones in lower case. */
function withOktaKeys(event: Record<string, unknown>): Record<string, unknown> {
  const inLowerCase = oktaKeys.map((key) => [key, event[key.toLowerCase()]] as const);
  return { ...Object.fromEntries(inLowerCase), ...event };
}
