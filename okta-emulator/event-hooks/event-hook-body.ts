import * as z from 'zod';

import type { EventHook } from '../state/event-hook.js';
import type { Org } from '../state/org.js';
import type { LogTarget } from '../system-log/log-event.js';
import type { EventHookDefinition } from './event-hook-lifecycle.js';
import { isHookEligible } from './hook-eligible.js';

const headerSchema = z.strictObject({ key: z.string().min(1), value: z.string() });

/** Who replaces a hook may send back what was read. */
const readOnly = z.unknown().optional();

/**
 * What creates or replaces an event hook. Okta insists on https; here http is fine, because a gateway under test has no certificate.
 * `events.filter` (Okta's early access) is not emulated and therefore refused.
 */
export const eventHookSchema = z.strictObject({
  name: z.string().trim().min(1).max(255),
  description: z.string().nullish(),
  ...{ id: readOnly, status: readOnly, verificationStatus: readOnly, created: readOnly },
  ...{ createdBy: readOnly, lastUpdated: readOnly, _links: readOnly },
  events: z.strictObject({
    type: z.literal('EVENT_TYPE'),
    items: z
      .array(z.string().refine(isHookEligible, 'not an event type that a hook can have'))
      .min(1)
      .max(300),
    filter: z.null('not emulated').optional(),
  }),
  channel: z.strictObject({
    type: z.literal('HTTP'),
    version: z.literal('1.0.0'),
    config: z.strictObject({
      method: readOnly,
      uri: z.url({ protocol: /^https?$/ }),
      headers: z.array(headerSchema).nullish(),
      authScheme: headerSchema.extend({ type: z.literal('HEADER') }).nullish(),
    }),
  }),
});

export function eventHookDefinition(body: z.infer<typeof eventHookSchema>): EventHookDefinition {
  const { uri, headers, authScheme } = body.channel.config;
  return {
    name: body.name,
    description: body.description ?? undefined,
    items: body.events.items,
    channel: {
      uri,
      headers: headers ?? [],
      authScheme: authScheme ? { key: authScheme.key, value: authScheme.value } : undefined,
    },
  };
}

export function eventHookUrl(org: Org, hookId: string): string {
  return `${org.url}/api/v1/eventHooks/${hookId}`;
}

export function eventHookTarget({ id, name }: EventHook): LogTarget {
  return { id, type: 'EventHook', alternateId: 'unknown', displayName: name, detailEntry: null };
}

/** An event hook as the API answers it: without the secret, with links to what its status allows. */
export function eventHookBody(org: Org, hook: EventHook) {
  const { id, status, verificationStatus, name, description, created, createdBy } = hook;
  return {
    id,
    status,
    verificationStatus,
    name,
    ...(description !== undefined && { description }),
    created,
    createdBy,
    lastUpdated: hook.lastUpdated,
    events: { type: 'EVENT_TYPE', items: hook.items },
    channel: channelBody(hook),
    _links: links(org, hook),
  };
}

function channelBody({ channel }: EventHook) {
  const { uri, headers, authScheme } = channel;
  return {
    type: 'HTTP',
    version: '1.0.0',
    config: {
      uri,
      headers,
      method: 'POST',
      ...(authScheme && { authScheme: { type: 'HEADER', key: authScheme.key } }),
    },
  };
}

function links(org: Org, { id, status }: EventHook) {
  const href = eventHookUrl(org, id);
  const operation = (name: string) => ({
    href: `${href}/lifecycle/${name}`,
    hints: { allow: ['POST'] },
  });
  return status === 'ACTIVE'
    ? { self: { href }, verify: operation('verify'), deactivate: operation('deactivate') }
    : {
        self: { href },
        activate: operation('activate'),
        delete: { href, hints: { allow: ['DELETE'] } },
      };
}
