/** What a variable of the environment is for. */
export interface EnvironmentVariable {
  /** Which processes and commands read it. */
  readBy: string;
  meaning: string;
  /** Where no schema tells it. */
  byDefault?: string;
  /** When it is needed, where that depends on others. */
  need?: string;
  /** It holds a secret. */
  secret?: true;
}

const everything = 'all';
const everyCommand = 'all but the gateway, where Okta is asked';
const reacting = 'worker';

/** Every variable that the product reads. What it must look like is in `environmentSchemas`. */
export const environmentVariables: Readonly<Record<string, EnvironmentVariable>> = {
  OKTA_CLIENT_ORGURL: {
    readBy: everyCommand,
    meaning: "The org's address: `https://example.okta.com`, never that of the Admin Console.",
  },
  OKTA_CLIENT_AUTHORIZATIONMODE: {
    readBy: everyCommand,
    meaning:
      '`PrivateKey`: a service app; `SSWS`: an API token, for trials. Only needed where there is something of both.',
    need: 'by what is there',
  },
  OKTA_CLIENT_CLIENTID: {
    readBy: everyCommand,
    meaning: 'The client id of the service app.',
    need: 'for a service app',
  },
  OKTA_CLIENT_PRIVATEKEY: {
    readBy: everyCommand,
    meaning:
      'Its private key, RSA or EC, as PEM or JWK; better in a file, which is read again when it changes.',
    need: 'for a service app',
    secret: true,
  },
  OKTA_CLIENT_KEYID: {
    readBy: everyCommand,
    meaning: "The key's id in Okta, if the key itself does not say it.",
  },
  OKTA_CLIENT_SCOPES: {
    readBy: everyCommand,
    meaning: 'The scopes to ask for, with spaces between them.',
    need: 'what the configuration uses',
  },
  OKTA_CLIENT_DPOP: {
    readBy: everyCommand,
    meaning:
      'Whether tokens are bound to a key of the process (DPoP), as new service apps want it.',
  },
  OKTA_CLIENT_TOKEN: {
    readBy: everyCommand,
    meaning: 'An API token, for trials: it can do all that its owner can.',
    need: 'or a service app',
    secret: true,
  },
  HTTPS_PROXY: {
    readBy: everyCommand,
    meaning: 'The proxy on the way to Okta. This one and the next two may be in lower case too.',
  },
  HTTP_PROXY: { readBy: everyCommand, meaning: 'The same for an org without TLS, in tests.' },
  NO_PROXY: { readBy: everyCommand, meaning: 'Hosts that are called without it.' },
  OKTA_GROUP_A: {
    readBy: 'worker, `backfill --dry-run`',
    meaning: 'The id of Group A; overrides `groups.a`. One of the two is needed.',
  },
  OKTA_GROUP_B: {
    readBy: 'worker, `backfill --dry-run`',
    meaning: 'The id of Group B; overrides `groups.b`. One of the two is needed.',
  },
  OKTA_EVENT_HOOK_SECRET: {
    readBy: 'gateway',
    meaning:
      "What Okta's event hook sends in `Authorization`: at least 22 characters of random text (`openssl rand -hex 32`).",
    secret: true,
  },
  OKTA_EVENT_HOOK_SECRET_PREVIOUS: {
    readBy: 'gateway',
    meaning: 'Also valid, while Okta is told the new one.',
    secret: true,
  },
  OKTA_EVENT_HOOK_ADDRESSES_FILE: {
    readBy: 'gateway',
    meaning:
      'A file with the networks that may call the hook: one on each line (`192.0.2.0/24`), or the list that Okta publishes as JSON. What counts is the address of the connection: behind a proxy that of the proxy. Absent: all may.',
  },
  SMTP_URL: {
    readBy: 'worker',
    meaning:
      'The mail server: `smtps://user:password@smtp.example.com`; with `smtp://`, `?requireTLS=true` refuses a server without TLS.',
    secret: true,
  },
  MAIL_FROM: {
    readBy: 'worker',
    meaning: 'From whom our mails come: `IT onboarding <onboarding@example.com>`.',
  },
  DATABASE_URL: {
    readBy: 'worker, `audit`, `erase`, `migrate`',
    meaning:
      'The PostgreSQL database of the audit store, or `none`. `up` and the demo bring a store where it is not set; `worker` wants it.',
    secret: true,
  },
  AUDIT_HASH_KEY: {
    readBy: 'worker, `audit`',
    meaning:
      '32 bytes in base64: by it a phone number is found in the audit store. Without it no hash is kept.',
    secret: true,
  },
  AUDIT_SIGNING_KEY_FILE: {
    readBy: '`audit pack`',
    meaning: "The file with the Ed25519 key that auditor's packs are signed with.",
  },
  PAYLOAD_ENCRYPTION_KEY: {
    readBy: everything,
    meaning:
      'For all payloads where `PAYLOAD_ENCRYPTION` says so; always for event cards, corrected phones, and factors with a secret: 32 bytes in base64 (`openssl rand -base64 32`), the same everywhere.',
    need: 'with `PAYLOAD_ENCRYPTION`',
    secret: true,
  },
  PAYLOAD_ENCRYPTION: {
    readBy: everything,
    meaning:
      '`required`: all payloads are encrypted, and others are refused; `switching`: the same, and others are still read; `off`. The same everywhere. encryption.md',
    byDefault: 'off',
    need: 'where `NODE_ENV` is `production`, and not `off` there',
  },
  PAYLOAD_ENCRYPTION_KEYS_PREVIOUS: {
    readBy: everything,
    meaning: 'Earlier keys, with commas between them: they still decrypt, and nothing more.',
    secret: true,
  },
  NODE_ENV: {
    readBy: everything,
    meaning: '`production`, as in the image: nothing goes into Temporal that is not encrypted.',
  },
  CODEC_SERVER_TOKEN: {
    readBy: '`codec-server`',
    meaning:
      'What its callers have to send as `Authorization: Bearer …`: at least 22 characters of random text (`openssl rand -hex 32`).',
    secret: true,
  },
  CODEC_SERVER_UI_ORIGIN: {
    readBy: '`codec-server`',
    meaning: 'The origin of the Temporal UI, whose pages may ask. Absent: no page may.',
  },
  CODEC_SERVER_ADDRESS: {
    readBy: '`codec-server`',
    meaning: 'Where it listens.',
  },
  PREENROLL_CONFIG: {
    readBy: everything,
    meaning: 'The configuration file, below. Absent: everything is as it is by default.',
  },
  HOST: { readBy: 'gateway', meaning: 'Where the gateway listens.' },
  PORT: { readBy: 'gateway', meaning: 'Where the gateway listens; 0: a free port.' },
  METRICS_ADDRESS: {
    readBy: 'gateway, worker',
    meaning: 'Where Prometheus asks. `up` takes that of the gateway.',
  },
  HEALTH_ADDRESS: {
    readBy: 'gateway, worker',
    meaning:
      'Where a process tells of its health: the gateway at `/healthz` and `/readyz`, a worker at `/livez` and `/readyz`. `up` takes that of the worker, and tells of both.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    readBy: 'gateway, worker',
    meaning:
      'The collector that traces are sent to, by OTLP over HTTP. Absent: none are made. tracing.md',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    readBy: 'gateway, worker',
    meaning: 'What the collector wants to see: `name=value`, with commas between several.',
    secret: true,
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    readBy: 'gateway, worker',
    meaning: 'Must not be another one.',
    byDefault: 'http/protobuf',
  },
  OTEL_SERVICE_NAME: {
    readBy: 'gateway, worker',
    meaning: 'What the process is called in traces.',
    byDefault: 'preenroll-gateway, preenroll-worker',
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    readBy: 'gateway, worker',
    meaning: 'More about the process: `deployment.environment=production,…`.',
  },
  OTEL_TRACES_SAMPLER: {
    readBy: 'gateway, worker',
    meaning:
      "Which traces are kept, in OpenTelemetry's words: `parentbased_traceidratio` for a part of them.",
    byDefault: 'parentbased_always_on',
  },
  OTEL_TRACES_SAMPLER_ARG: { readBy: 'gateway, worker', meaning: 'How large that part is: `0.1`.' },
  LOG_LEVEL: { readBy: 'gateway, worker', meaning: 'JSON lines on standard error, from here up.' },
  JIRA_API_TOKEN: {
    readBy: reacting,
    meaning: 'For `reactions.tickets` with Jira: of the account `email`.',
    secret: true,
  },
  SERVICENOW_PASSWORD: {
    readBy: reacting,
    meaning: 'For `reactions.tickets` with ServiceNow: of `user`.',
    secret: true,
  },
  TICKET_WEBHOOK_SECRET: {
    readBy: reacting,
    meaning:
      'For `reactions.tickets` with a webhook: `whsec_` and 24 to 64 bytes in base64, which signs what is sent.',
    secret: true,
  },
  CHAT_WEBHOOK_URL: {
    readBy: reacting,
    meaning: "For `reactions`: an incoming webhook in Slack's form. Absent: nothing is posted.",
    secret: true,
  },
  NODE_EXTRA_CA_CERTS: {
    readBy: everything,
    meaning: 'A file with the certificates of your own authorities, as for every program in Node.',
  },
  NODE_TLS_REJECT_UNAUTHORIZED: {
    readBy: everything,
    meaning: 'Must not be `0`: nothing starts where every certificate counts.',
  },
  TEMPORAL_ADDRESS: {
    readBy: everything,
    meaning: 'The Temporal server. Where nothing names one, `up` brings its own.',
    byDefault: '127.0.0.1:7233',
  },
  TEMPORAL_NAMESPACE: { readBy: everything, meaning: 'The namespace.', byDefault: 'default' },
  TEMPORAL_API_KEY: { readBy: everything, meaning: 'Of Temporal Cloud.', secret: true },
  TEMPORAL_TLS: {
    readBy: everything,
    meaning: '`true` or `false`; by itself where there is an API key or a certificate.',
  },
  TEMPORAL_TLS_CLIENT_CERT_PATH: { readBy: everything, meaning: 'Our certificate, for mTLS.' },
  TEMPORAL_TLS_CLIENT_KEY_PATH: { readBy: everything, meaning: 'Its key.' },
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: {
    readBy: everything,
    meaning: "The CA of the server's certificate, if it is not a public one.",
  },
  TEMPORAL_TLS_SERVER_NAME: {
    readBy: everything,
    meaning: "The name in the server's certificate, if it is not that of the address.",
  },
  TEMPORAL_PROFILE: {
    readBy: everything,
    meaning: "The profile in Temporal's configuration file.",
    byDefault: 'default',
  },
  TEMPORAL_CONFIG_FILE: {
    readBy: everything,
    meaning: "Temporal's configuration file, if not where its own tools look for it.",
  },
  TEMPORAL_DEPLOYMENT_NAME: {
    readBy: 'worker, `up`',
    meaning:
      "The worker deployment, for Temporal's Worker Versioning; with the next one. Absent: workers have no version, and take every task. upgrading.md",
  },
  TEMPORAL_WORKER_BUILD_ID: {
    readBy: 'worker, `up`',
    meaning:
      'Which build of it this is, such as the tag of the image. It gets no task before it is made the current one.',
  },
  TEMPORAL_CLI_PATH: {
    readBy: '`up`, `demo`',
    meaning: 'The Temporal CLI to bring a server with. Absent: it is found, or fetched.',
  },
  XDG_CACHE_HOME: {
    readBy: '`up`, `demo`',
    meaning: 'A fetched Temporal CLI is kept in `preenroll` below it.',
    byDefault: '~/.cache',
  },
  XDG_STATE_HOME: {
    readBy: '`up`',
    meaning:
      'The embedded Temporal server and audit store have their data in `preenroll` below it.',
    byDefault: '~/.local/state',
  },
};

/** Those that may name a file instead, with `_FILE` behind the name: a secret is better there than in the environment. */
export const variablesWithFile: readonly string[] = Object.entries(environmentVariables).flatMap(
  ([name, { secret }]) => (secret ? [name] : []),
);
