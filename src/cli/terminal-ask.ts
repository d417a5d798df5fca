import type { Ask } from './setup-answers.js';
import { InputError } from './read-stored-events.js';

/** The person at the terminal; undefined where there is none. Questions go to standard error: standard output is for data. */
export async function askAtTerminal(): Promise<Ask | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const { confirm, text } = await import('@clack/prompts');
  const output = process.stderr;
  // Ctrl-C instead of an answer is a symbol.
  const given = <T>(answer: T): Exclude<T, symbol> => {
    if (typeof answer === 'symbol') throw new InputError('Nothing was done.');
    return answer as Exclude<T, symbol>;
  };
  return {
    text: async ({ message, validate }) =>
      given(await text({ message, output, validate: (value) => validate(value ?? '') })).trim(),
    confirm: async (message) => given(await confirm({ message, initialValue: false, output })),
  };
}
