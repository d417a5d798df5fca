import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 90_000;

/**
 * Asks again and again until the answer is yes.
 *
 * @param what for the message of the Error that is thrown after a minute and a half without a yes
 */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
    await delay(50);
  }
}
