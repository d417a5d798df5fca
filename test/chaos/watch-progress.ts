import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { latestDeliveryMs } from './arm-faults.js';
import type { OktaOrg } from '../end-to-end/support/okta-org.js';

export interface Progress {
  /** People who have been created, and who have signed in. */
  hired: number;
  signedIn: number;
  /** How many further factors they have set up. */
  acts: number;
}

interface Expected {
  hires: number;
  /** At least. */
  acts: number;
  /** How many there are so far. */
  tickets: () => number;
}

/** Two pauses between attempts of a step, a minute each at the longest, and the step itself. */
const patienceMs = 180_000;
const pauseMs = 1_000;
const sayEveryMs = 5_000;

/**
 * Waits until every hire has signed in and set up what is wanted, there is a ticket for each of that, and no run is under way any more, and says how far it is. Gives up when nothing has changed for
 * three minutes, however long it takes altogether.
 */
export async function untilRecovered(
  client: Client,
  { hires, acts, tickets }: Expected,
  progress: Progress,
  say: (line: string) => void,
): Promise<void> {
  let last = '';
  let changedAt = Date.now();
  let saidAt = 0;
  while (Date.now() - changedAt < patienceMs) {
    const counts = await countRuns(client);
    const { hired, signedIn } = progress;
    if (counts !== undefined) {
      const { closed, open, deliveries, reactions } = counts;
      const line = `${hired} of ${hires} hired, ${signedIn} signed in, ${closed} runs ended, ${open} under way, ${deliveries} large deliveries under way; ${progress.acts} more factors, ${tickets()} tickets, ${reactions} reactions under way`;
      if (line !== last) {
        last = line;
        changedAt = Date.now();
      }
      if (changedAt - saidAt >= sayEveryMs) {
        saidAt = changedAt;
        say(line);
      }
      const areHiresDone = signedIn === hires && closed >= hires && open + deliveries === 0;
      const areActsDone = progress.acts >= acts && tickets() >= progress.acts && reactions === 0;
      if (areHiresDone && areActsDone) return;
    }
    await sleep(pauseMs);
  }
  say(`Nothing has changed for ${patienceMs / 1_000} seconds`);
}

/** Undefined while Temporal does not answer. */
async function countRuns(client: Client) {
  try {
    return await client.withDeadline(Date.now() + 5_000, async () => {
      const count = async (query: string) => (await client.workflow.count(query)).count;
      const hires = "WorkflowType = 'preEnrollUser'";
      const running = "ExecutionStatus = 'Running'";
      return {
        closed: await count(`${hires} AND ExecutionStatus != 'Running'`),
        open: await count(`${hires} AND ${running}`),
        deliveries: await count(`WorkflowType = 'dispatchDelivery' AND ${running}`),
        reactions: await count(`WorkflowType = 'reactToFactorActivation' AND ${running}`),
      };
    });
  } catch {
    return undefined;
  }
}

/** Waits until the latest duplicate has arrived: one that comes after the end must not begin anything either. */
export async function untilHooksAreQuiet(okta: OktaOrg): Promise<void> {
  let seen = -1;
  for (let quietSince = Date.now(); Date.now() - quietSince < latestDeliveryMs + pauseMs;) {
    const { length } = await okta.control<unknown[]>('GET', '/hook-deliveries');
    if (length !== seen) quietSince = Date.now();
    seen = length;
    await sleep(pauseMs);
  }
}
