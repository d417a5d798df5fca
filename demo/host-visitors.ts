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
  const runs = Array.from({ length: users }, async (_, n) => {
    const { userId, login } = await hire(admin, n);
    const prefix = users === 1 ? '' : `${login}  `;
    say(`${prefix}hired: ${login} (Okta user ${userId})`);
    await followRun(
      client,
      userId,
      (line) => {
        say(`${prefix}${line}`);
      },
      signal,
    );
  });
  say(
    `Now you are the hire. Open ${okta.url}/_emulator/mailbox, and the link in the activation mail when it is there; the texts are on ${okta.url}/_emulator/phone`,
  );
  await Promise.all(runs);
}
