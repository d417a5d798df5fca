import assert from 'node:assert/strict';
import { environmentVariables } from '../../../src/configuration/environment-variables.js';

/** Those that Node itself reads. */
const ofNode = new Set(['NODE_ENV', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']);

/** Fails if a process of ours is given a variable that it does not read, or a secret in its environment. */
export function assertVariables(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(variables)) {
    const secret = name.replace(/_FILE$/, '');
    const isFile = name !== secret && !Object.hasOwn(environmentVariables, name);
    const known = environmentVariables[isFile ? secret : name];
    assert(known !== undefined || ofNode.has(name), `nothing reads ${name}`);
    assert.equal(known?.secret === true, isFile, `${name}: a secret belongs into a file`);
  }
}

/** The values of the variables that name a file with a secret. */
export function secretFiles(variables: Readonly<Record<string, string>>): string[] {
  return Object.values(variables).filter((value) => value.startsWith('/run/secrets/'));
}
