import { z } from 'zod';
import { factorFamilyOf, factorKindOf } from '../contract/factor-family.js';
import { factorActivatedEventType } from '../contract/okta-event.js';
import { authenticationMethod } from '../dispatch/authentication-method.js';
import { readDocumentedForm } from '../dispatch/read-documented-form.js';

/** A factor that was activated, from either engine's event. It holds personal data (the country): it stays in the activity. */
export interface Enrollment {
  uuid: string;
  /** ISO 8601 in UTC with milliseconds. */
  published: string;
  userId: string;
  actorId: string | undefined;
  /** As Okta names it: `User`, `PublicClientApp`, `SystemPrincipal`, … */
  actorType: string | undefined;
  /** Of the API token with which it was done. */
  apiTokenId: string | undefined;
  factorFamily: string;
  /** `sms:OKTA`, or what the event calls it. */
  factor: string;
  /** Where the request came from, as Okta names countries. */
  country: string | undefined;
}

const text = z.string().optional().catch(undefined);
const entity = z.object({ id: text, type: text, alternateId: text, displayName: text });
const nobody: z.infer<typeof entity> = {};

const logEvent = z.object({
  uuid: z.string(),
  eventType: z.literal(factorActivatedEventType),
  published: z.iso.datetime({ offset: true }),
  actor: entity.catch(nobody),
  target: z
    .array(
      entity.extend({
        detailEntry: z.object({ methodTypeUsed: text }).optional().catch(undefined),
      }),
    )
    .catch([]),
  client: z
    .object({ geographicalContext: z.object({ country: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  debugContext: z
    .object({ debugData: z.object({ factor: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  transaction: z
    .object({ detail: z.object({ requestApiTokenId: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/**
 * Reads what the classifier must know from an event of the System Log or of a hook: Identity Engine names the authenticator in a target, Classic Engine the factor
 * in the debug data. Understands what guides show as well, see `readDocumentedForm`. What the event does not say is undefined.
 *
 * @returns undefined for an event of another type, one about no user, and for what is no event at all; never throws
 */
export function readEnrollment(value: unknown): Enrollment | undefined {
  const { data } = logEvent.safeParse(readDocumentedForm(value));
  if (data === undefined) return undefined;
  const { actor, target } = data;
  const user = target.find(({ type }) => type === 'User') ?? (isUser(actor) ? actor : undefined);
  if (user?.id === undefined) return undefined;
  const authenticator = target.find(({ type }) => type === 'AuthenticatorEnrollment');
  const methodTypeUsed = authenticator?.detailEntry?.methodTypeUsed;
  const classicFactor = data.debugContext?.debugData?.factor;
  const by = isPlain(actor.id) && isPlain(actor.type) ? actor : nobody;
  const factorFamily = factorFamilyOf(authenticator?.displayName, methodTypeUsed, classicFactor);
  return {
    uuid: data.uuid,
    published: new Date(data.published).toISOString(),
    userId: user.id,
    actorId: by.id,
    actorType: by.type,
    apiTokenId: data.transaction?.detail?.requestApiTokenId,
    factorFamily,
    factor: factorKindOf(authenticationMethod({ methodTypeUsed, classicFactor }), factorFamily),
    country: data.client?.geographicalContext?.country,
  };
}

/** As the door reads actors: what is no plain word counts as nobody. */
function isPlain(word: string | undefined): boolean {
  return word !== undefined && /^[\w-]{1,64}$/.test(word);
}

function isUser({ type }: { type?: string | undefined }): boolean {
  return type === 'User';
}
