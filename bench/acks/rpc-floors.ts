import type { Client } from '@temporalio/client';
import { activatedSignal } from '../../src/contract/pre-enroll-user.js';
import { newUserId } from './new-hires.js';

// Nobody polls it, so that nothing but the server's own work is measured.
const taskQueue = 'bench';
const workflowType = 'bench';
const hint = {
  source: 'okta-event',
  eventId: 'event',
  eventType: 'user.lifecycle.activate',
  published: '2025-07-21T14:48:27.435Z',
  outcome: 'SUCCESS',
} as const;

/** Bare calls of the client, without HTTP and without anything of ours: what an event costs at least. */
export function createRpcFloors(client: Client) {
  const workflowIds: string[] = [];
  let signaled = 0;
  return {
    async start(): Promise<boolean> {
      const workflowId = newUserId();
      await client.workflow.start(workflowType, { workflowId, taskQueue });
      workflowIds.push(workflowId);
      return true;
    },
    async signalWithStart(): Promise<boolean> {
      await client.workflow.signalWithStart(workflowType, {
        workflowId: newUserId(),
        taskQueue,
        signal: activatedSignal,
        signalArgs: [hint],
      });
      return true;
    },
    /** Signals those who were started, in turn: none of them reaches the end of its history. */
    async signal(): Promise<boolean> {
      signaled += 1;
      const workflowId = workflowIds[signaled % workflowIds.length] ?? '';
      await client.workflow.getHandle(workflowId).signal(activatedSignal, hint);
      return true;
    },
  };
}
