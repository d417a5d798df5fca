import { CommanderError } from 'commander';

/** What a command ends with that has thrown; what went wrong is said on standard error. */
export async function exitCodeOf(error: unknown): Promise<number> {
  // Commander has told already what is wrong with the usage; asking for help is nothing wrong.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { reportFailure } = await import('./report-failure.js');
  return reportFailure(error);
}
