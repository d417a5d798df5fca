import { users } from './activities.js';
import { isRemoved } from './decide-skip.js';
import type { Enrollment } from './enrollment.js';
import { UserRemoved } from './until-repaired.js';

/**
 * Waits for the day of a hire. News about the user only make it see whether the user is still there; an operator's `resume` ends the wait.
 * Throws {@link UserRemoved}.
 */
export async function awaitDay(
  { inbox, chain, hire }: Pick<Enrollment, 'inbox' | 'chain' | 'hire'>,
  notBefore: string,
): Promise<void> {
  let heard = inbox.news;
  for (;;) {
    const left = new Date(notBefore).getTime() - Date.now();
    if (left <= 0) return;
    await chain.waitForNews(heard, left);
    await chain.continueInTime();
    if (inbox.news === heard) continue;
    heard = inbox.news;
    if (inbox.known.latest === 'operator: resume') return;
    if (isRemoved((await users.readHire(hire())).userStatus)) throw new UserRemoved();
  }
}
