import { isDeepStrictEqual } from 'node:util';

import { invalid } from '../errors.js';
import type { EventHook } from '../state/event-hook.js';
import { newId } from '../state/ids.js';
import type { Org } from '../state/org.js';

/** The parts of an event hook that its owner decides. */
export type EventHookDefinition = Pick<EventHook, 'name' | 'description' | 'items' | 'channel'>;

/** A new hook is ACTIVE, and receives nothing before it is verified. */
export function newEventHook(definition: EventHookDefinition, createdBy: string): EventHook {
  const now = new Date();
  return {
    ...definition,
    id: newId('who'),
    status: 'ACTIVE',
    verificationStatus: 'UNVERIFIED',
    created: now,
    createdBy,
    lastUpdated: now,
  };
}

/** @throws OktaError E0000001 where the org has as many ACTIVE hooks as it may have. Okta's words for that are not public. */
export function refuseTooManyHooks({ eventHooks, settings }: Org): void {
  const active = [...eventHooks.values()].filter(({ status }) => status === 'ACTIVE').length;
  if (active >= settings.mostActiveHooks) {
    throw invalid('eventHook', 'The maximum number of active event hooks has been reached.');
  }
}

/** A hook with another channel has to be verified again. */
export function replaceDefinition(hook: EventHook, definition: EventHookDefinition): void {
  if (!isDeepStrictEqual(hook.channel, definition.channel)) hook.verificationStatus = 'UNVERIFIED';
  Object.assign(hook, definition);
  hook.lastUpdated = new Date();
}

export function setHookStatus(hook: EventHook, status: EventHook['status']): void {
  hook.status = status;
  hook.lastUpdated = new Date();
}

/** Only ACTIVE and VERIFIED hooks are told about events. */
export function receivesEvents({ status, verificationStatus }: EventHook): boolean {
  return status === 'ACTIVE' && verificationStatus === 'VERIFIED';
}
