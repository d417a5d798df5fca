import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import { startPreEnrollUser } from '../src/dispatch/start-pre-enroll-user.js';
import type { Hire } from '../test/end-to-end/support/okta-org.js';

const stallMs = 120_000;

/** Starts the runs of people who exist already, as a backfill of this name does. */
export async function startBacklog(
  client: Client,
  hires: readonly Hire[],
  backfill: string,
): Promise<void> {
  await pMap(hires, ({ userId }) => startPreEnrollUser({ client }, { userId, backfill }), {
    concurrency: 8,
  });
}

/**
 * Waits until all of them wait for their people, and says how many do.
 *
 * @throws Error if one of them is parked, or nothing has changed for two minutes
 */
export async function untilWorkedOff(
  client: Client,
  backfill: string,
  count: number,
  say: (line: string) => void,
): Promise<void> {
  let done = 0;
  let changed = Date.now();
  while (done < count) {
    const parked = await countIn(client, backfill, 'needs-attention');
    if (parked > 0) throw new Error(`${parked} hires need attention`);
    const now = await countWorkedOff(client, backfill);
    if (now !== done) {
      changed = Date.now();
      say(`${now} of ${count} have their activation mail`);
    }
    if (Date.now() - changed > stallMs) throw new Error(`Only ${now} of ${count} went on`);
    done = now;
    if (done < count) await sleep(1_000);
  }
}

/** How many have their activation mail. */
export function countWorkedOff(client: Client, backfill: string): Promise<number> {
  return countIn(client, backfill, 'awaiting-activation');
}

async function countIn(client: Client, backfill: string, stage: string): Promise<number> {
  const query = `BackfillName = '${backfill}' AND EnrollmentStage = '${stage}'`;
  return (await client.workflow.count(query)).count;
}
