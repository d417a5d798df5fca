import { environmentVariables, variablesWithFile } from './environment-variables.js';
import { filled, type Environment } from './environment.js';
import { nearestName } from './nearest-name.js';

/** Every variable that the product reads, in lower case too, as those of proxies may be. */
const knownNames = [
  ...Object.keys(environmentVariables).flatMap((name) => [name, name.toLowerCase()]),
  ...variablesWithFile.map((name) => `${name}_FILE`),
];

/** Too short to tell a slip from another program's name. */
const shortest = 8;

/** Near to ours, and read by Temporal's SDK, by other programs, or by the emulator. */
const others = /^TEMPORAL_(TLS|GRPC|CODEC)_|^XDG_|^OKTA_EMULATOR_|^OTEL_/;

/** A name in the environment that is none of ours, and the one that it looks like. */
export interface OddName {
  name: string;
  nearest: string;
}

/** The variables that are probably meant to be ours. A name is all that is looked at, never a value. */
export function findOddNames(environment: Environment): OddName[] {
  return Object.keys(filled(environment))
    .filter((name) => name.length >= shortest && !others.test(name))
    .flatMap((name) => {
      const nearest = nearestName(name, knownNames);
      return nearest === undefined ? [] : [{ name, nearest }];
    });
}
