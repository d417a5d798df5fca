import { z } from 'zod';
import type { EventHookBody, OktaOrgClient, OrgEventHook } from '../org-client.js';
import { undefinedIfNotFound } from '../undefined-if-not-found.js';
import { path, type JsonCalls } from './json-calls.js';

type EventHookCalls = Pick<
  OktaOrgClient,
  | 'listEventHooks'
  | 'createEventHook'
  | 'replaceEventHook'
  | 'verifyEventHook'
  | 'activateEventHook'
  | 'deleteEventHook'
>;

const hookSchema: z.ZodType<OrgEventHook> = z
  .object({
    ...{ id: z.string(), name: z.string(), status: z.string(), verificationStatus: z.string() },
    events: z.object({ items: z.array(z.string()), filter: z.unknown().optional() }),
    channel: z.object({ config: z.object({ uri: z.string() }) }),
  })
  .transform(({ id, name, status, verificationStatus, events, channel }) => ({
    ...{ id, name, status, verificationStatus, url: channel.config.uri },
    eventTypes: events.items,
    hasFilter: events.filter !== undefined && events.filter !== null,
  }));

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/ */
export function createEventHookCalls({ list, send, delete: remove }: JsonCalls): EventHookCalls {
  const hooks = path('eventHooks');
  const hook = (id: string) => path('eventHooks', id);
  const operate = (id: string, operation: 'verify' | 'activate' | 'deactivate') =>
    send('POST', `${hook(id)}/lifecycle/${operation}`, {}, hookSchema, 'event hook');

  return {
    listEventHooks: () => list(hooks, hookSchema, 'event hooks'),
    createEventHook: (body) => send('POST', hooks, toBody(body), hookSchema, 'event hook'),
    replaceEventHook: (id, body) => send('PUT', hook(id), toBody(body), hookSchema, 'event hook'),
    verifyEventHook: (id) => operate(id, 'verify'),
    activateEventHook: (id) => operate(id, 'activate'),

    async deleteEventHook(id) {
      const deactivated = await undefinedIfNotFound(operate(id, 'deactivate'));
      if (deactivated !== undefined) await undefinedIfNotFound(remove(hook(id)));
    },
  };
}

function toBody({ name, url, eventTypes, secret }: EventHookBody) {
  return {
    name,
    events: { type: 'EVENT_TYPE', items: eventTypes },
    channel: {
      ...{ type: 'HTTP', version: '1.0.0' },
      config: {
        uri: url,
        authScheme: { type: 'HEADER', key: 'Authorization', value: secret },
      },
    },
  };
}
