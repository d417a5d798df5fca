import { setTimeout as delay } from 'node:timers/promises';

import { createArmedFaults, type ArmedFaults } from '../faults/armed-faults.js';
import type { Random } from '../faults/seeded-random.js';
import type { EventHook } from '../state/event-hook.js';
import type { Org } from '../state/org.js';
import type { LogEvent } from '../system-log/log-event.js';
import { callHook, type HookAnswer } from './call-hook.js';
import { deliveryEnvelope, type DeliveryEnvelope } from './delivery-envelope.js';
import type { DeliveryFault } from './delivery-fault.js';
import type { Batching } from './event-batches.js';
import { eventHookTarget, eventHookUrl } from './event-hook-body.js';
import { receivesEvents } from './event-hook-lifecycle.js';
import { isHookEligible } from './hook-eligible.js';
import { createHookQueue, type Batch } from './hook-queue.js';

interface DeliveryOptions {
  batching: Batching;
  /** How long each of the two attempts may take. */
  timeoutMs: number;
  /** Draws faults that have a probability. */
  random: Random;
}

/** A delivery that is over, its retry included. */
interface Delivery {
  hookId: string;
  eventId: string;
  /** The events' uuids, in the order of the delivery. */
  uuids: string[];
  /** Undefined if no answer came. */
  status: number | undefined;
  started: Date;
  finished: Date;
}

export interface EventDelivery {
  readonly faults: ArmedFaults<DeliveryFault>;
  readonly deliveries: readonly Delivery[];
  /** Ends the subscription, breaks off what is under way and sends nothing more. */
  stop(): void;
}

/**
 * Sends every hook-eligible event of the System Log to the hooks that are ACTIVE, VERIFIED and asked for its type. Best effort, as
 * with Okta: one retry (see {@link callHook}), then the event is lost to the hook, and `event_hook.delivery` in the System Log says so.
 */
export function deliverEvents(
  org: Org,
  { batching, timeoutMs, random }: DeliveryOptions,
): EventDelivery {
  const faults = createArmedFaults<DeliveryFault>(random);
  const deliveries: Delivery[] = [];
  const queues = new Map<string, (event: LogEvent) => void>();
  const stopping = new AbortController();

  async function send(hookId: string, { events, repeatAfterMs }: Batch): Promise<void> {
    const envelope = deliveryEnvelope(eventHookUrl(org, hookId), events);
    await deliver(hookId, envelope);
    if (repeatAfterMs === undefined) return;
    await delay(repeatAfterMs, undefined, { ref: false });
    await deliver(hookId, envelope);
  }

  async function deliver(hookId: string, envelope: DeliveryEnvelope): Promise<void> {
    const hook = org.eventHooks.get(hookId);
    if (!hook || !receivesEvents(hook)) return;
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: JSON.stringify(envelope) } as const;
    const started = new Date();
    const answer = await callHook(hook, request, { timeoutMs, signal: stopping.signal });
    if (stopping.signal.aborted) return;
    deliveries.push({ ...finished(hook, envelope, answer), started });
    if (!isAccepted(answer)) recordFailure(org, hook, answer);
  }

  function queueOf(hookId: string): (event: LogEvent) => void {
    const queue =
      queues.get(hookId) ??
      createHookQueue(faults, batching, (batch) => {
        void send(hookId, batch);
      });
    queues.set(hookId, queue);
    return queue;
  }

  const unsubscribe = org.log.subscribe((event) => {
    for (const hook of org.eventHooks.values()) {
      if (receivesEvents(hook) && wants(hook, event.eventType)) queueOf(hook.id)(event);
    }
  });

  return {
    faults,
    deliveries,
    stop() {
      unsubscribe();
      stopping.abort();
    },
  };
}

function wants({ items }: EventHook, eventType: string): boolean {
  return isHookEligible(eventType) && items.includes(eventType);
}

function isAccepted({ status }: HookAnswer): boolean {
  return status === 200 || status === 204;
}

function finished(
  hook: EventHook,
  { eventId, data }: DeliveryEnvelope,
  answer: HookAnswer,
): Omit<Delivery, 'started'> {
  return {
    hookId: hook.id,
    eventId,
    uuids: data.events.map(({ uuid }) => uuid),
    status: answer.status,
    finished: new Date(),
  };
}

function recordFailure(org: Org, hook: EventHook, answer: HookAnswer): void {
  const reason = answer.status === undefined ? answer.failure : `HTTP ${answer.status}`;
  org.log.record({
    eventType: 'event_hook.delivery',
    target: [eventHookTarget(hook)],
    outcome: { result: 'FAILURE', reason },
  });
}
