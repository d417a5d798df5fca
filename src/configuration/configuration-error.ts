/** The environment or a configuration file is missing something, or holds something wrong. The message names it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** For a file that could not be parsed. */
export function unreadable(what: string, error: unknown): ConfigurationError {
  // Below the first line the parsers quote the file, which may hold a secret.
  const [message] = (error as Error).message.split(/:?\n/, 1);
  return new ConfigurationError(`${what} cannot be read: ${message}`);
}
