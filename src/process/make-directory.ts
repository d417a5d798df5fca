import { mkdir } from 'node:fs/promises';
import { ConfigurationError } from '../configuration/configuration-error.js';

/**
 * Makes a directory for this user alone, unless it is there.
 *
 * @param variable by which another place is chosen
 * @throws ConfigurationError if it cannot be made, as for a user without a home
 */
export async function makeDirectory(
  directory: string,
  variable: 'XDG_CACHE_HOME' | 'XDG_STATE_HOME',
): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      `${directory} cannot be made (${String(code)}): let ${variable} name a folder that this user may write.`,
    );
  }
}
