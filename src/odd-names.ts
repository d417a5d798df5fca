import { environmentVariables } from './environment-variables.js';
import { filled, type Environment } from './environment.js';
import { nearestName } from './nearest-name.js';

/** Every variable that we, Temporal's SDK or Node read, by its name. */
const knownNames = [
  ...[
    'AUTHORIZATIONMODE',
    'CLIENTID',
    'SCOPES',
    'PRIVATEKEY',
    'PRIVATEKEY_FILE',
    'KEYID',
    'DPOP',
  ].map((name) => `OKTA_CLIENT_${name}`),
  ...Object.keys(environmentVariables).flatMap((name) => [name, `${name}_FILE`]),
  ...[
    'ADDRESS',
    'NAMESPACE',
    'API_KEY',
    'PROFILE',
    'CONFIG_FILE',
    'CODEC_AUTH',
    'CODEC_ENDPOINT',
  ].map((name) => `TEMPORAL_${name}`),
  ...[
    '',
    '_SERVER_NAME',
    '_DISABLE_HOST_VERIFICATION',
    '_SERVER_CA_CERT_PATH',
    '_SERVER_CA_CERT_DATA',
  ].map((name) => `TEMPORAL_TLS${name}`),
  ...['CERT_PATH', 'CERT_DATA', 'KEY_PATH', 'KEY_DATA'].map(
    (name) => `TEMPORAL_TLS_CLIENT_${name}`,
  ),
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
    name,
    name.toLowerCase(),
  ]),
  ...[
    'NODE_EXTRA_CA_CERTS',
    'XDG_CACHE_HOME',
    'XDG_STATE_HOME',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
  ],
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
