import { createHash } from 'node:crypto';
import { factorActivatedEventType } from '../contract/okta-event.js';

/** How guides write the type, and no org sends it. */
const documentedType = `com.okta.${factorActivatedEventType}`;

const derivedPrefix = 'derived-';

type Properties = Record<string, unknown>;

/**
 * The activation of a factor as guides show it is not what an org sends: its type has a prefix, it has no `uuid`, and the user among its targets is known by the login
 * alone. Whoever has built a sender after such a guide is understood all the same: the user is the actor with the same login, and the `uuid`
 * is made of what the event says, so that the same event has the same one. What is in Okta's own form is returned as it is.
 */
export function readDocumentedForm(value: unknown): unknown {
  if (!isObject(value) || value['eventType'] !== documentedType) return value;
  const { uuid, actor, target } = value;
  const targets: unknown[] = Array.isArray(target) ? target : [];
  return {
    ...value,
    eventType: factorActivatedEventType,
    uuid: uuid ?? deriveUuid(value),
    target: targets.map((entry) => withIdOf(entry, actor)),
  };
}

/** True if the id says nothing about where the event is in the System Log. */
export function isDerivedUuid(uuid: string): boolean {
  return uuid.startsWith(derivedPrefix);
}

function deriveUuid({ published, actor, target }: Properties): string {
  const text = JSON.stringify([published, actor, target]);
  return derivedPrefix + createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function withIdOf(target: unknown, actor: unknown): unknown {
  if (!isObject(target) || !isObject(actor)) return target;
  const isTheActor =
    target['type'] === 'User' &&
    target['id'] === undefined &&
    target['alternateId'] !== undefined &&
    target['alternateId'] === actor['alternateId'];
  return isTheActor ? { ...target, id: actor['id'] } : target;
}

function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
