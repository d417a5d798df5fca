import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import { playHire } from '../okta-emulator/pages/play-hire.js';
import { awaitRuns } from './await-runs.js';
import { checkHire } from './check-hire.js';
import { hire } from './hire.js';
import type { Demo } from './start-demo.js';

export interface PlayedHires {
  users: number;
  completed: number;
  failed: number;
  seconds: number;
}

// More people who click at the same time only wait for each other on a small machine.
const concurrency = 10;

/** Hires `users` people, with their phones in `phoneAttribute`, plays each of them over HTTP as a browser would, and checks how each ended. */
export async function playAll(
  demo: Pick<Demo, 'admin' | 'okta' | 'mailbox' | 'groups'>,
  client: Client,
  users: number,
  say: (line: string) => void,
  phoneAttribute?: string,
): Promise<PlayedHires> {
  const began = Date.now();
  const numbers = Array.from({ length: users }, (_, n) => n);
  const hires = await pMap(numbers, (n) => hire(demo.admin, n, phoneAttribute), { concurrency });
  say(`${users} hired`);

  const gaveUp = new AbortController();
  const played = pMap(
    hires,
    async ({ userId, login }) => {
      try {
        await playHire({ url: demo.okta.url, login, signal: gaveUp.signal });
      } catch (error) {
        say(`${userId}: ${(error as Error).message}`);
      }
    },
    { concurrency },
  );
  await awaitRuns(client, users, say);
  gaveUp.abort();
  await played;

  let failed = 0;
  for (const person of hires) {
    const problems = await checkHire(demo, person);
    if (problems.length > 0) failed += 1;
    for (const problem of problems) say(`${person.userId}: ${problem}`);
  }
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  return { users, completed: users - failed, failed, seconds };
}
