import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bareQueue, bareWorkerCommand } from '../floors/bare-worker-command.js';
import { goOnSignal } from '../floors/bare-workflows.js';
import { startBareWorker } from '../floors/start-bare-worker.js';

export interface BarePath {
  /** Milliseconds from the call of signalWithStart until the first activity runs, by the clock of this machine. */
  time(): Promise<number>;
  close(): Promise<void>;
}

/** A worker with nothing in it: what the way from a call to Temporal to the first activity takes at least. */
export async function startBarePath(address: string, client: Client): Promise<BarePath> {
  const command = await bareWorkerCommand(address);
  const worker = await startBareWorker(command());
  return {
    async time() {
      const began = Date.now();
      const run = await client.workflow.signalWithStart('bareSixSteps', {
        workflowId: `bare-${randomUUID()}`,
        taskQueue: bareQueue,
        signal: goOnSignal,
      });
      await run.result();
      const { events } = await run.fetchHistory();
      const started = events?.find((event) => event.activityTaskStartedEventAttributes);
      const { seconds, nanos } = started?.eventTime ?? {};
      return Number(seconds) * 1_000 + Number(nanos) / 1e6 - began;
    },
    close: () => worker.close(),
  };
}
