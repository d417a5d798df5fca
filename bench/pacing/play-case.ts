import type { Client } from '@temporalio/client';
import { seededRandom } from '../../okta-emulator/faults/seeded-random.js';
import { bucketOf } from '../../okta-emulator/rate-limits.js';
import { say } from '../bench-command.js';
import {
  hireMany,
  startLimitedOkta,
  type JournaledCall,
  type ScaledLimits,
} from '../limited-okta.js';
import { startProductWorkers } from '../product-workers.js';
import { startBacklog, untilWorkedOff } from '../start-backlog.js';
import type { ReportedWindow } from './judge-windows.js';
import { startOtherClient } from './other-client.js';

/** One backlog that is worked off. */
export interface PacingCase {
  workers: number;
  otherClient: boolean;
  hires: number;
  limits: ScaledLimits;
  /** The part of the limit that the other client uses on average. */
  othersPart: number;
  seed: number;
  /** The worker's configuration file. */
  configuration: object;
}

export interface PlayedCase {
  windows: ReportedWindow[];
  /** Of ours for the hires, refused ones included. */
  calls: JournaledCall[];
  hires: number;
  /** When the first of them was received and the last one answered. */
  began: Date;
  ended: Date;
}

/** Has workers bring people who exist already to their activation mail, under the limits of an org of their own. */
export async function playCase(
  temporal: { address: string; client: Client },
  { workers: count, otherClient, hires, limits, othersPart, seed, configuration }: PacingCase,
): Promise<PlayedCase> {
  const okta = await startLimitedOkta();
  const people = await hireMany(okta, hires);
  await okta.beginLimits(limits);
  const workers = await startProductWorkers({
    count,
    environment: { ...okta.environment, TEMPORAL_ADDRESS: temporal.address },
    configuration,
  });
  const stopOther = otherClient
    ? startOtherClient({
        okta,
        perWindow: othersPart * limits.limit,
        windowSeconds: limits.windowSeconds,
        random: seededRandom(seed),
      })
    : undefined;
  try {
    const backfill = `pacing-${count}-${otherClient ? 'other' : 'alone'}-${seed}`;
    await startBacklog(temporal.client, people, backfill);
    await untilWorkedOff(temporal.client, backfill, hires, say);
    const calls = (await okta.calls()).filter(isForHire);
    return {
      hires,
      windows: await okta.windows(),
      calls,
      began: new Date(Math.min(...calls.map(({ received }) => Date.parse(received)))),
      ended: new Date(Math.max(...calls.map(({ answered = 0 }) => new Date(answered).getTime()))),
    };
  } finally {
    await stopOther?.();
    await workers.close();
    await okta.close();
  }
}

/** In the emulator's words, but for the reads of single users, which have a bucket of their own with us. */
export function bucketNameOf({ method, path }: JournaledCall): string {
  const [below = ''] = path.replace('/api/v1', '').split('?');
  const bucket = bucketOf(method, below);
  return bucket === 'getUser' ? 'user-reads' : bucket;
}

/** Not those that created the people, and none that the worker makes for nobody in particular: looks at the System Log, and at whole groups. */
function isForHire({ client, path, method }: JournaledCall): boolean {
  const isAboutAll = /^\/api\/v1\/(logs|groups\/\w+\/users)(\?|$)/.test(path);
  const isOurs = client === 'unnamed' && !path.startsWith('/api/v1/users?activate=');
  return isOurs && (/00u\w{17}/.test(path) || (method === 'GET' && !isAboutAll));
}
