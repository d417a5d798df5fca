import type { Client } from '@temporalio/client';

/** Makes calls to Temporal that would otherwise wait without end. */
export function withinDeadline<T>(client: Client, call: () => Promise<T>, ms = 10_000): Promise<T> {
  return client.withDeadline(Date.now() + ms, call);
}
