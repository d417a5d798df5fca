import { z } from 'zod';
import { factorFamilyOf } from '../contract/factor-family.js';
import { factorActivatedEventType, type OktaEvent } from '../contract/okta-event.js';
import { authenticationMethod } from './authentication-method.js';
import { isDerivedUuid, readDocumentedForm } from './read-documented-form.js';
import { mailDeliveryEventType } from './routes.js';

/** Why an event could not be read: the part of it that is wrong, or that it names no user. */
type UnreadableReason = z.infer<typeof part> | 'event' | 'no-user' | 'user-id';

export type ParsedOktaEvent =
  ReadOktaEvent | { unreadable: UnreadableReason; uuid?: string; eventType?: string };

/** An event, and beside it what only decides whether it concerns us: personal data, which must go no further. */
export interface ReadOktaEvent {
  event: OktaEvent;
  /** The login of the user whom the event is about: the `alternateId`. */
  login?: string;
  /** The API token with which it was done, `00T…`. */
  apiTokenId?: string;
}

// Okta sends null for what it has nothing to say about: a preview of a hook has neither actor nor target nor debug data.
const optionalText = z.string().nullish();
// What only the filter looks at never makes an event unreadable.
const textOrNothing = z.string().optional().catch(undefined);
const entity = { id: optionalText, type: optionalText, alternateId: textOrNothing };
const uuid = z.string().regex(/^[0-9A-Za-z-]{1,64}$/);
const eventType = z.string().regex(/^[\w.-]{1,128}$/);

const logEvent = z.object({
  uuid,
  eventType,
  published: z.iso.datetime({ offset: true }),
  outcome: z.object({ result: optionalText, reason: textOrNothing }).nullish(),
  actor: z.object(entity).nullish(),
  target: z
    .array(
      z.object({
        ...entity,
        displayName: textOrNothing,
        detailEntry: z.object({ methodTypeUsed: optionalText }).nullish(),
      }),
    )
    .nullish(),
  debugContext: z.object({ debugData: z.object({ factor: optionalText }).nullish() }).nullish(),
  transaction: z
    .object({ detail: z.object({ requestApiTokenId: textOrNothing }).nullish().catch(null) })
    .nullish()
    .catch(null),
});

const part = logEvent.keyof();

const identity = z.object({
  uuid: uuid.optional().catch(undefined),
  eventType: eventType.optional().catch(undefined),
});

/**
 * Reads one event of a hook delivery or of the System Log, which differ only in parts that are not read here. Never
 * throws. What it returns of the event is bounded in length and alphabet, so that it may enter a log line or Temporal.
 */
export function parseOktaEvent(value: unknown): ParsedOktaEvent {
  const parsed = logEvent.safeParse(readDocumentedForm(value));
  if (!parsed.success) return unreadable(value, partOf(parsed.error));
  const { data } = parsed;

  // Okta lists targets in any order. A sign-in has no target of type User: it is about the actor.
  const user =
    data.target?.find(({ type }) => type === 'User') ??
    (data.actor?.type === 'User' ? data.actor : undefined);
  if (user === undefined) return unreadable(value, 'no-user');
  if (!isOktaUserId(user.id) && !(isDerivedUuid(data.uuid) && isShortUserId(user.id)))
    return unreadable(value, 'user-id');

  const authenticator = data.target?.find(({ type }) => type === 'AuthenticatorEnrollment');
  const classicFactor = data.debugContext?.debugData?.factor;
  const methodTypeUsed = authenticator?.detailEntry?.methodTypeUsed;
  const method = authenticationMethod({ methodTypeUsed, classicFactor });
  const actor = readActor(data.actor);
  const { alternateId: login } = user;
  const apiTokenId = data.transaction?.detail?.requestApiTokenId;
  const event: OktaEvent = {
    uuid: data.uuid,
    eventType: data.eventType,
    // Okta sends milli-, micro- and nanoseconds; one precision keeps the texts comparable.
    published: new Date(data.published).toISOString(),
    userId: user.id,
    outcome: isDeferred(data) ? 'DEFERRED' : readOutcome(data.outcome?.result),
  };
  // Spreading what may be missing into a literal would cost as much as the schema.
  if (method !== undefined) event.method = method;
  if (actor !== undefined) event.actor = actor;
  if (data.eventType === factorActivatedEventType)
    event.factorFamily = factorFamilyOf(authenticator?.displayName, methodTypeUsed, classicFactor);
  const read: ReadOktaEvent = { event };
  if (login !== undefined) read.login = login;
  if (apiTokenId !== undefined) read.apiTokenId = apiTokenId;
  return read;
}

function unreadable(value: unknown, reason: UnreadableReason): ParsedOktaEvent {
  const { data } = identity.safeParse(value);
  return {
    unreadable: reason,
    ...(data?.uuid !== undefined && { uuid: data.uuid }),
    ...(data?.eventType !== undefined && { eventType: data.eventType }),
  };
}

function partOf(error: z.ZodError): UnreadableReason {
  return part.safeParse(error.issues[0]?.path[0]).data ?? 'event';
}

function isOktaUserId(id: string | null | undefined): id is string {
  return id !== null && id !== undefined && /^00u[0-9A-Za-z]{17}$/.test(id);
}

/** Guides shorten ids: no user of an org has such a one, so nothing is ever done for it. */
function isShortUserId(id: string | null | undefined): id is string {
  return id !== null && id !== undefined && /^00u[0-9A-Za-z]{1,61}$/.test(id);
}

/** `Success` occurs beside `SUCCESS`. `UNKNOWN` is Okta's own word for an outcome that it does not know. */
function readOutcome(result: string | null | undefined): string {
  const outcome = result?.toUpperCase() ?? '';
  return /^[A-Z_]{1,32}$/.test(outcome) ? outcome : 'UNKNOWN';
}

/** A mail that the receiver's server wants later is reported as a failure, with this reason. https://support.okta.com/help/s/article/What-Does-the-Deferred-Email-Status-in-System-Logs-Mean */
function isDeferred({ eventType, outcome }: z.infer<typeof logEvent>): boolean {
  return eventType === mailDeliveryEventType && outcome?.reason?.toUpperCase() === 'DEFERRED';
}

function readActor(
  actor: z.infer<typeof logEvent>['actor'],
): { id: string; type: string } | undefined {
  const name = /^[\w-]{1,64}$/;
  if (!actor?.id || !actor.type || !name.test(actor.id) || !name.test(actor.type)) return undefined;
  return { id: actor.id, type: actor.type };
}
