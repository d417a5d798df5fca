import { createInterface } from 'node:readline/promises';
import { InputError } from './read-stored-events.js';

/** True if the person at the terminal says so. */
export type Confirm = (question: string) => Promise<boolean>;

/**
 * Asks at the terminal; anything but a yes is a no.
 *
 * @throws InputError if there is nobody to ask
 */
export const confirm: Confirm = async (question) => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new InputError('Nothing was done: there is no terminal to ask at. Add --yes to do it.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const stopped = new AbortController();
  terminal.once('close', () => {
    stopped.abort();
  });
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: stopped.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    // Ctrl-C or Ctrl-D instead of an answer.
    if (stopped.signal.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
};
