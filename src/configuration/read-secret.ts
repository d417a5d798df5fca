import { readFileSync } from 'node:fs';
import { ConfigurationError, unreadable } from './configuration-error.js';
import type { Environment } from './environment.js';

/**
 * A secret from the variable of this name, or from the file that the variable `<name>_FILE` names; undefined where neither is set. Throws {@link ConfigurationError} for a file that cannot be read, or is
 * empty. The value is never part of a message.
 */
export function readSecret(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  if (value) return value;
  const file = environment[`${name}_FILE`];
  if (!file) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw unreadable(`${name}_FILE`, error);
  }
  if (text === '') throw new ConfigurationError(`${name}_FILE names an empty file.`);
  return text;
}

/** Those of these secrets that stand in files; where a variable has a value as well, that counts. Throws as {@link readSecret} does. */
export function readSecretFiles(
  environment: Environment,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const secret = readSecret(environment, name);
      return secret === undefined ? [] : [[name, secret] as const];
    }),
  );
}
