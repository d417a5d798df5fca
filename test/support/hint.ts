import assert from 'node:assert/strict';
import type { ActivatedSignal } from '../../src/contract/pre-enroll-user.js';
import { parseOktaEvent } from '../../src/dispatch/parse-okta-event.js';

/** The signal that dispatch makes of an event. */
export function hint(logEvent: unknown): ActivatedSignal {
  const parsed = parseOktaEvent(logEvent);
  assert('event' in parsed);
  const { uuid: eventId, eventType, published, outcome, method } = parsed.event;
  return {
    source: 'okta-event',
    eventId,
    eventType,
    published,
    outcome,
    ...(method && { method }),
  };
}
