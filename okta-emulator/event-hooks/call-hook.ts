import { randomUUID } from 'node:crypto';

import type { EventHook } from '../state/event-hook.js';

export interface HookRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

export interface CallLimits {
  /** Of each attempt. */
  timeoutMs: number;
  /** Breaks the call off. */
  signal?: AbortSignal;
}

export type HookAnswer =
  | { status: number; body: string }
  | { status: undefined; failure: 'timeout' | 'connection failed' };

/**
 * Sends one request to a hook's endpoint with the hook's own headers. Okta waits three seconds, and tries once more after a
 * timeout, a broken connection or a 5xx; after a 4xx never. Redirects are not followed. Never rejects.
 */
export async function callHook(
  hook: EventHook,
  request: HookRequest,
  limits: CallLimits,
): Promise<HookAnswer> {
  const first = await attempt(hook, request, limits);
  const isWorthARetry = first.status === undefined || first.status >= 500;
  return isWorthARetry ? attempt(hook, request, limits) : first;
}

async function attempt(
  { channel }: EventHook,
  { method, headers, body }: HookRequest,
  { timeoutMs, signal }: CallLimits,
): Promise<HookAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(channel.uri, {
      method,
      headers: {
        'user-agent': 'Okta-Integrations',
        accept: 'application/json',
        'x-okta-request-id': randomUUID(),
        ...Object.fromEntries(channel.headers.map(({ key, value }) => [key, value])),
        ...(channel.authScheme && { [channel.authScheme.key]: channel.authScheme.value }),
        ...headers,
      },
      body: body ?? null,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: undefined, failure: timeout.aborted ? 'timeout' : 'connection failed' };
  }
}
