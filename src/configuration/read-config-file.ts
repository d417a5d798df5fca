import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { check } from './check.js';
import { unreadable } from './configuration-error.js';
import type { Environment } from './environment.js';
import { completePopulations } from './file/complete-populations.js';
import { configFileSchema, type ConfigFile } from './file/config-file.js';

/** What the file says that `PREENROLL_CONFIG` names, or what holds without one. Throws `ConfigurationError`. */
export function readConfigFile(environment: Environment): ConfigFile {
  const file = environment['PREENROLL_CONFIG'];
  return file ? checkConfigFile(file) : configFileSchema.parse({});
}

/** Reads a configuration file. Throws {@link ConfigurationError}, with all that is wrong in it. */
export function checkConfigFile(file: string): ConfigFile {
  let content: unknown;
  try {
    // Loaded by those who have a file.
    const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml;
    content = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw unreadable('PREENROLL_CONFIG', error);
  }
  return check(configFileSchema, completePopulations(content), `file ${file}`);
}
