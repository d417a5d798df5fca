import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { executables } from './built-code.js';

export interface EndedCommand {
  code: number | null;
  /** Standard output. */
  data: string;
  /** Standard error. */
  said: string;
}

/**
 * Runs a command of the product to its end, with the settings given and no others. It has no terminal.
 *
 * @param input what its standard input holds
 */
export async function runPreenroll(
  args: readonly string[],
  environment: Record<string, string>,
  input = '',
): Promise<EndedCommand> {
  const command = spawn(process.execPath, [executables.preenroll, ...args], { env: environment });
  // A command that does not read it may have ended before it is written.
  command.stdin.on('error', () => undefined).end(input);
  const [data, said, [code]] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    once(command, 'close') as Promise<[number | null]>,
  ]);
  return { code, data, said };
}
