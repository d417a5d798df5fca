import { filled, type Environment } from './environment.js';
import { nearestName } from './nearest-name.js';

/** Every variable that we, Temporal's SDK or Node read for us, by its name. */
const knownNames = [
  ...['OKTA_CLIENT_ORGURL', 'OKTA_CLIENT_TOKEN', 'OKTA_CLIENT_TOKEN_FILE'],
  ...['OKTA_CLIENT_AUTHORIZATIONMODE', 'OKTA_CLIENT_CLIENTID', 'OKTA_CLIENT_SCOPES'],
  ...['OKTA_CLIENT_PRIVATEKEY', 'OKTA_CLIENT_PRIVATEKEY_FILE', 'OKTA_CLIENT_KEYID'],
  ...['OKTA_CLIENT_DPOP', 'OKTA_GROUP_A', 'OKTA_GROUP_B'],
  ...['OKTA_EVENT_HOOK_SECRET', 'OKTA_EVENT_HOOK_SECRET_PREVIOUS'],
  ...['SMTP_URL', 'MAIL_FROM', 'DATABASE_URL', 'AUDIT_HASH_KEY', 'AUDIT_SIGNING_KEY_FILE'],
  ...['METRICS_ADDRESS', 'LOG_LEVEL', 'PREENROLL_CONFIG', 'PAYLOAD_ENCRYPTION_KEY'],
  ...['JIRA_API_TOKEN', 'SERVICENOW_PASSWORD', 'TICKET_WEBHOOK_SECRET', 'CHAT_WEBHOOK_URL'].flatMap(
    (name) => [name, `${name}_FILE`],
  ),
  ...['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY', 'TEMPORAL_PROFILE'],
  ...['TEMPORAL_CONFIG_FILE', 'TEMPORAL_CLI_PATH', 'TEMPORAL_CODEC_AUTH'],
  ...['TEMPORAL_CODEC_ENDPOINT', 'TEMPORAL_TLS', 'TEMPORAL_TLS_SERVER_NAME'],
  ...['TEMPORAL_TLS_DISABLE_HOST_VERIFICATION', 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
  ...['TEMPORAL_TLS_CLIENT_CERT_DATA', 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
  ...['TEMPORAL_TLS_CLIENT_KEY_DATA', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'],
  ...['TEMPORAL_TLS_SERVER_CA_CERT_DATA', 'HTTPS_PROXY', 'NODE_EXTRA_CA_CERTS'],
];

/** Of two names of the same beginning neither is a slip of the other. */
const others = /^TEMPORAL_GRPC_META_|^DATABASE_URL_|^OKTA_EMULATOR_/;

/** A name in the environment that is none of ours, and the one that it looks like. */
export interface OddName {
  name: string;
  nearest: string;
}

/** The variables that are probably meant to be ours. A name is all that is looked at, never a value. */
export function findOddNames(environment: Environment): OddName[] {
  return Object.keys(filled(environment))
    .filter((name) => !others.test(name))
    .flatMap((name) => {
      const nearest = nearestName(name, knownNames);
      return nearest === undefined ? [] : [{ name, nearest }];
    });
}
