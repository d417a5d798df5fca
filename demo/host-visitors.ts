import type { Client } from '@temporalio/client';
import { followRun } from './follow-run.js';
import { hire } from './hire.js';
import type { Demo } from './start-demo.js';

/** Hires `users` people and says each step of theirs; the visitor plays them in the browser. Returns when all are done or `signal` fires. */
export async function hostVisitors(
  { admin, okta }: Demo,
  client: Client,
  users: number,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const numbers = Array.from({ length: users }, (_, n) => n);
  const hires = await Promise.all(numbers.map((n) => hire(admin, n)));
  for (const { login, userId } of hires) say(`Hired: ${login} (Okta user ${userId})`);
  say(
    `Now you are the hire. Open ${okta.url}/_emulator/mailbox and follow the link in the activation mail; the phone is at ${okta.url}/_emulator/phone`,
  );
  await Promise.all(
    hires.map(({ login, userId }) => {
      const prefix = users === 1 ? '' : `${login}  `;
      return followRun(
        client,
        userId,
        (line) => {
          say(`${prefix}${line}`);
        },
        signal,
      );
    }),
  );
}
