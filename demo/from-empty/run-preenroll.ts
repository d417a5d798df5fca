import { execFile } from 'node:child_process';

export interface Ran {
  exitCode: number;
  /** What it printed with `-o json`. */
  output: unknown;
}

/**
 * Runs the `preenroll` command as an engineer does, in a directory, with this environment and no more, and passes on what it says.
 *
 * @throws Error if it prints no JSON
 */
export function runPreenroll(
  words: readonly string[],
  { directory, environment }: { directory: string; environment: Record<string, string> },
  say: (line: string) => void,
): Promise<Ran> {
  const [command = ''] = process.argv.slice(1);
  say(`$ preenroll ${words.join(' ')}`);
  return new Promise((resolve, reject) => {
    const run = execFile(
      process.execPath,
      [command, ...words, '-o', 'json'],
      { cwd: directory, env: environment, maxBuffer: 10_000_000 },
      (_failure, stdout) => {
        try {
          resolve({ exitCode: run.exitCode ?? 1, output: JSON.parse(stdout) });
        } catch {
          reject(new Error(`preenroll ${words[0] ?? ''} ended with ${run.exitCode ?? 'a signal'}`));
        }
      },
    );
    run.stderr?.on('data', (text: string) => {
      for (const line of text.trimEnd().split('\n')) say(`  ${line}`);
    });
  });
}
