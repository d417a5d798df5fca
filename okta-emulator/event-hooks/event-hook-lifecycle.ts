import { isDeepStrictEqual } from 'node:util';

import type { EventHook } from '../state/event-hook.js';
import { newId } from '../state/ids.js';

/** The parts of an event hook that its owner decides. */
export type EventHookDefinition = Pick<EventHook, 'name' | 'items' | 'channel'>;

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
