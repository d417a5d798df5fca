import { environmentVariables } from './environment-variables.js';
import { filled, type Environment } from './environment.js';
import { nearestName } from './nearest-name.js';

const ours = Object.keys(environmentVariables);

/** Those that we read, and those of Temporal's SDK and of Node that somebody may have set besides. */
const knownNames = [
  ...ours.flatMap((name) => [name, `${name}_FILE`]),
  ...[...ours, 'ALL_PROXY']
    .filter((name) => name.endsWith('_PROXY'))
    .map((name) => name.toLowerCase()),
  ...['ALL_PROXY', 'NODE_EXTRA_CA_CERTS', 'TEMPORAL_CODEC_AUTH', 'TEMPORAL_CODEC_ENDPOINT'],
  ...['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', 'TEMPORAL_TLS_SERVER_CA_CERT_DATA'],
  ...['TEMPORAL_TLS_CLIENT_CERT_DATA', 'TEMPORAL_TLS_CLIENT_KEY_DATA'],
];

/** Too short to tell a slip from another program's name. */
const shortest = 8;

/** Of two names of the same beginning neither is a slip of the other. */
const others = /^TEMPORAL_GRPC_META_|^OKTA_EMULATOR_|^XDG_/;

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
