import type { Client } from '@temporalio/client';
import { LRUCache } from 'lru-cache';
import { freezeWorkflowId } from '../contract/freeze.js';
import { readFreeze } from './read-freeze.js';

/** Together with four calls to Okta, of 7 seconds each, it fits into an activity's 30 seconds. */
const deadlineMs = 1_500;

/**
 * Tells whether everything is frozen. However many ask, Temporal is asked once a second, and once at a time. An answer that does not come
 * rejects for all who wait for it, and is asked for again by the next: who does not know does nothing.
 */
export function createFrozenLook(
  client: Client,
  clock?: { now: () => number },
): () => Promise<boolean> {
  const looks = new LRUCache<typeof freezeWorkflowId, boolean>({
    ...{ max: 1, ttl: 1_000, ttlResolution: 0 },
    ...(clock && { perf: clock }),
    fetchMethod: () =>
      client.withDeadline(
        Date.now() + deadlineMs,
        async () => (await readFreeze(client)) !== undefined,
      ),
  });
  return async () => (await looks.fetch(freezeWorkflowId)) ?? true;
}
