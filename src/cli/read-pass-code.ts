import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { findEncryptionKey } from '../configuration/config.js';
import { factorRefusals, type PassCode } from '../contract/enroll-and-activate-factor.js';
import { readPassCode } from '../contract/factor-input.js';
import { encryptText } from '../payload-codec/encrypt-text.js';
import { InputError } from './read-stored-events.js';
import { say } from './say.js';

export interface PassCodeOptions {
  passCode?: string;
  passCodeFromStdin?: true;
}

/**
 * The code that was given by an option or on standard input; undefined where none was.
 *
 * @throws InputError if both were given
 */
export async function readGivenCode({
  passCode,
  passCodeFromStdin,
}: PassCodeOptions): Promise<string | undefined> {
  if (passCode !== undefined && passCodeFromStdin) {
    throw new InputError('Give the code once: --pass-code or --pass-code-from-stdin.');
  }
  return passCodeFromStdin ? text(process.stdin) : passCode;
}

/**
 * A code as it is sent to the run: encrypted where this command has the key, because the history keeps it.
 *
 * @throws InputError if it cannot be a code; the message does not quote it
 */
export function toPassCode(
  given: string,
  userId: string,
  key: Uint8Array | undefined = findEncryptionKey(),
): PassCode {
  const code = given.replace(/[\s-]/g, '');
  if (readPassCode(code) === undefined) {
    throw new InputError(factorRefusals['code-malformed']);
  }
  if (key !== undefined) return { encrypted: encryptText(key, code, userId) };
  say('Without PAYLOAD_ENCRYPTION_KEY the code is readable in the history, where it is used up.');
  return code;
}

/** Whether there is somebody at a terminal who can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks at the terminal. Undefined if Ctrl-C or Ctrl-D came instead of an answer, or if it is too late to ask. */
export async function askAtTerminal(
  question: string,
  tooLate?: AbortSignal,
): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const stopped = new AbortController();
  terminal.once('close', () => {
    stopped.abort();
  });
  const signal = AbortSignal.any([stopped.signal, ...(tooLate ? [tooLate] : [])]);
  try {
    return (await terminal.question(question, { signal })).trim();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    terminal.close();
  }
}
