import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Population } from '../activities/enrollment-settings.js';
import type { EventFilterSettings } from '../dispatch/event-filter.js';
import type { OktaConnection } from '../okta/create-sdk.js';
import { check, checkEnvironment } from './check.js';
import { ConfigurationError } from './configuration-error.js';
import {
  auditVariables,
  codecServerSchema,
  databaseUrl,
  encryptionKey,
  gatewaySchema,
  groupVariables,
  hookSecret,
  workerSchema,
} from './environment-schemas.js';
import { filled, type Environment } from './environment.js';
import { configFileSchema, type ConfigFile } from './file/config-file.js';
import { lookupScopes, neededScopes, setupScopes } from './needed-scopes.js';
import { oktaVariables, saysAnythingOfOkta, toOktaConnection } from './okta-config.js';
import { findOddNames } from './odd-names.js';
import { checkConfigFile, readConfigFile } from './read-config-file.js';
import { readNetworks } from './read-networks.js';
import { readPreviousEncryptionKeys } from './read-payload-encryption.js';
import { readSecret } from './read-secret.js';
import { readTemporalConfig } from './temporal-config.js';
import { toPopulation } from './to-population.js';
import { toReactionRouting, toReactionsConfig } from './to-reactions.js';
import { toTracing } from './tracing-config.js';

/** Reads what the hook gateway needs. Throws {@link ConfigurationError}. */
export function readGatewayConfig(environment: Environment = process.env) {
  const file = readConfigFile(environment);
  const env = checkEnvironment(gatewaySchema, environment);
  const { OKTA_EVENT_HOOK_SECRET: current, OKTA_EVENT_HOOK_SECRET_PREVIOUS: previous } = env;
  const addressesFile = env.OKTA_EVENT_HOOK_ADDRESSES_FILE;
  return {
    secrets: previous === undefined ? ([current] as const) : ([current, previous] as const),
    networks:
      addressesFile === undefined
        ? undefined
        : readNetworks('OKTA_EVENT_HOOK_ADDRESSES_FILE', addressesFile),
    host: env.HOST,
    port: env.PORT,
    events: toEventFilterSettings(file),
    eventCards: checkEventCards(file.eventCards, env.PAYLOAD_ENCRYPTION_KEY),
    reactions: toReactionRouting(file.reactions),
    encryptionKey: env.PAYLOAD_ENCRYPTION_KEY,
    metricsAddress: env.METRICS_ADDRESS,
    healthAddress: env.HEALTH_ADDRESS,
    tracing: toTracing(env),
    logLevel: env.LOG_LEVEL,
  };
}
export type GatewayConfig = ReturnType<typeof readGatewayConfig>;

/** Reads what the codec server needs. Throws {@link ConfigurationError}. */
export function readCodecServerConfig(environment: Environment = process.env) {
  const { encryption, namespace } = readTemporalConfig(environment);
  if (encryption === undefined) {
    throw new ConfigurationError(
      'PAYLOAD_ENCRYPTION is off: there is nothing to decrypt. Give the codec server what the workers have.',
    );
  }
  const given = filled(environment);
  const token = readSecret(environment, 'CODEC_SERVER_TOKEN');
  const env = check(
    codecServerSchema,
    { ...given, ...(token !== undefined && { CODEC_SERVER_TOKEN: token }) },
    'environment',
  );
  const { host, port } =
    /^\[?(?<host>.*?)\]?:(?<port>\d+)$/.exec(env.CODEC_SERVER_ADDRESS)?.groups ?? {};
  return {
    ...{ keys: encryption.keys, namespace, token: env.CODEC_SERVER_TOKEN },
    ...{ uiOrigin: env.CODEC_SERVER_UI_ORIGIN, host: host ?? '', port: Number(port) },
    logLevel: env.LOG_LEVEL,
  };
}

/** Reads what a replay of stored events needs. Throws {@link ConfigurationError}. */
export function readReplayConfig(environment: Environment = process.env) {
  const file = readConfigFile(environment);
  const { eventCards, reactions } = file;
  const { PAYLOAD_ENCRYPTION_KEY: key } = checkEnvironment(
    gatewaySchema.pick({ PAYLOAD_ENCRYPTION_KEY: true }),
    environment,
  );
  return {
    ...{ events: toEventFilterSettings(file), encryptionKey: key },
    eventCards: checkEventCards(eventCards, key),
    reactions: toReactionRouting(reactions),
  };
}
export type ReplayConfig = ReturnType<typeof readReplayConfig>;

/** Reads what the worker needs. The environment overrides the file. Throws {@link ConfigurationError}. */
export function readWorkerConfig(environment: Environment = process.env) {
  const file = readConfigFile(environment);
  const schema = workerSchema.extend(oktaVariables(filled(environment)));
  const env = checkEnvironment(
    // Populations may have groups of their own.
    file.populations ? schema : schema.required(groupVariables),
    withGroupsOf(file, environment),
  );
  if (file.reactions && env.DATABASE_URL === 'none') {
    throw new ConfigurationError(
      'reactions are recorded before anything is done: DATABASE_URL must name an audit store, not none.',
    );
  }
  const populations = readPopulations(file, env);
  const reactions = toReactionsConfig(file.reactions, (name) => readSecret(environment, name));
  const scopes = neededScopes({ populations, reactions: reactions.settings });
  const okta = toOktaConnection(env, scopes);
  const ownActors = withOurselves(file.events.ownActors, okta);
  return {
    okta,
    neededScopes: scopes.map(({ scope }) => scope),
    pacing: file.okta,
    smtp: { url: env.SMTP_URL, from: env.MAIL_FROM },
    mails: { folder: file.mails.templates, language: file.mails.language },
    settings: { populations, ownActors },
    events: { ...toEventFilterSettings(file), ownActors },
    reconciliation: file.reconciliation,
    groupASweep: file.groupASweep,
    drift: file.drift,
    surge: file.surge,
    backfill: file.backfill,
    /** Without a URL whoever starts the worker brings a store, or says that there has to be one. */
    audit: { databaseUrl: env.DATABASE_URL, hashKey: env.AUDIT_HASH_KEY },
    eventCards: checkEventCards(file.eventCards, env.PAYLOAD_ENCRYPTION_KEY),
    reactions,
    encryptionKey: env.PAYLOAD_ENCRYPTION_KEY,
    previousEncryptionKeys: readPreviousEncryptionKeys(environment),
    metricsAddress: env.METRICS_ADDRESS,
    tracing: toTracing(env),
    healthAddress: env.HEALTH_ADDRESS,
    logLevel: env.LOG_LEVEL,
  };
}
export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

/** Reads what `preenroll doctor` looks at. What is wrong with it is one of its findings: only a fault of ours is thrown. */
export function readDoctorConfig(environment: Environment = process.env) {
  return {
    worker: readOrProblem(() => readWorkerConfig(environment)),
    hookSecret: readOrProblem(() => readSecret(environment, 'OKTA_EVENT_HOOK_SECRET')),
    oddNames: findOddNames(environment),
  };
}
export type DoctorConfig = ReturnType<typeof readDoctorConfig>;

function readOrProblem<T>(read: () => T): T | { problem: string } {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigurationError) return { problem: error.message };
    throw error;
  }
}

/** What a service app does stands under its client id in Okta's System Log. */
function withOurselves(ownActors: readonly string[], { credential }: OktaConnection): string[] {
  return [
    ...new Set([...ownActors, ...(credential.mode === 'PrivateKey' ? [credential.clientId] : [])]),
  ];
}

function toEventFilterSettings({ events, reactions }: ConfigFile): EventFilterSettings {
  return { ...events, ...(reactions && { reactsToFactors: true }) };
}

/** The environment overrides the file. */
function withGroupsOf({ groups }: ConfigFile, environment: Environment): Record<string, string> {
  return {
    ...(groups.a && { OKTA_GROUP_A: groups.a }),
    ...(groups.b && { OKTA_GROUP_B: groups.b }),
    ...filled(environment),
  };
}

/** The populations of the file, or the one that all hires belong to. */
function readPopulations(
  { populations, ...forAll }: ConfigFile,
  {
    OKTA_GROUP_A,
    OKTA_GROUP_B,
  }: { OKTA_GROUP_A?: string | undefined; OKTA_GROUP_B?: string | undefined },
): Population[] {
  const ofAll = { OKTA_GROUP_A, OKTA_GROUP_B };
  if (populations === undefined) return [toPopulation({ ...forAll, name: 'default' }, pair(ofAll))];
  return populations.map((population) => {
    const { a = OKTA_GROUP_A, b = OKTA_GROUP_B } = population.groups;
    return toPopulation(population, pair({ OKTA_GROUP_A: a, OKTA_GROUP_B: b }, population.name));
  });
}

function pair(
  groups: { OKTA_GROUP_A?: string | undefined; OKTA_GROUP_B?: string | undefined },
  population?: string,
): Population['groups'] {
  const whose = population === undefined ? '' : ` for the population ${population}`;
  const { OKTA_GROUP_A: A, OKTA_GROUP_B: B } = groups;
  if (A === undefined || B === undefined) {
    const missing = A === undefined ? 'OKTA_GROUP_A' : 'OKTA_GROUP_B';
    throw new ConfigurationError(`${missing}, or groups in the file, is not set${whose}.`);
  }
  if (A === B) {
    throw new ConfigurationError(`OKTA_GROUP_A and OKTA_GROUP_B name the same group${whose}.`);
  }
  return { A, B };
}

/**
 * Reads what a command needs to look users up in Okta. Undefined if nothing is said about Okta. Throws {@link ConfigurationError}, also if only part of
 * it is there.
 */
export function readOktaLookupConfig(
  environment: Environment = process.env,
): OktaConnection | undefined {
  const given = filled(environment);
  if (!saysAnythingOfOkta(given)) return undefined;
  const env = checkEnvironment(z.object(oktaVariables(given)), given);
  return toOktaConnection(env, lookupScopes);
}
export type OktaLookupConfig = OktaConnection;

/**
 * Reads what the setup can find out by itself: it asks for the rest. Throws {@link ConfigurationError}.
 *
 * @param configFile in place of `PREENROLL_CONFIG`; need not be there
 */
export function readSetupConfig(
  configFile: string | undefined,
  environment: Environment = process.env,
) {
  const given = filled(environment);
  const named = configFile ?? given['PREENROLL_CONFIG'] ?? 'preenroll.yaml';
  const file = existsSync(named) ? checkConfigFile(named) : configFileSchema.parse({});
  const variables = z.object({
    ...oktaVariables(given),
    OKTA_EVENT_HOOK_SECRET: hookSecret.optional(),
    DATABASE_URL: databaseUrl.optional(),
  });
  const env = checkEnvironment(variables, given);
  return {
    configFile: named,
    okta: toOktaConnection(env, setupScopes),
    hookSecret: env.OKTA_EVENT_HOOK_SECRET,
    /** Of the file, or of the environment. */
    groups: {
      a: given['OKTA_GROUP_A'] ?? file.groups.a,
      b: given['OKTA_GROUP_B'] ?? file.groups.b,
    },
    events: toEventFilterSettings(file),
    schedules: { ...file, events: toEventFilterSettings(file) },
    databaseUrl: env.DATABASE_URL === 'none' ? undefined : env.DATABASE_URL,
  };
}
export type SetupConfig = ReturnType<typeof readSetupConfig>;

/** Reads what a backfill must know of the hires to come. Okta is needed only where somebody has to be looked up. Throws {@link ConfigurationError}. */
export function readBackfillConfig(environment: Environment = process.env) {
  const { populations, okta: pacing, ...forAll } = readConfigFile(environment);
  const treatments = populations ?? [forAll];
  const { PAYLOAD_ENCRYPTION_KEY: encryptionKey } = checkEnvironment(
    workerSchema.pick({ PAYLOAD_ENCRYPTION_KEY: true }),
    environment,
  );
  return {
    okta: readOktaLookupConfig(environment),
    pacing,
    encryptionKey,
    /** Where a number without `+` may be from: each population may say something else. */
    defaultCountries: treatments.map(({ phone }) => phone.defaultCountry),
    startDateAttributes: treatments.flatMap(({ startDateAttribute }) => startDateAttribute ?? []),
  };
}
export type BackfillConfig = ReturnType<typeof readBackfillConfig>;

/** Reads what the commands of the audit store need. Throws {@link ConfigurationError}. */
export function readAuditConfig(environment: Environment = process.env) {
  const schema = z.object({
    ...auditVariables,
    DATABASE_URL: databaseUrl.refine((url) => url !== 'none', 'says that there is no audit store'),
    AUDIT_SIGNING_KEY_FILE: z.string().optional(),
  });
  const env = checkEnvironment(schema, environment);
  return {
    databaseUrl: env.DATABASE_URL,
    hashKey: env.AUDIT_HASH_KEY,
    signingKeyFile: env.AUDIT_SIGNING_KEY_FILE,
  };
}

/** Reads the populations, for whoever has to judge hires without being a worker. Throws {@link ConfigurationError}. */
export function readPopulationsConfig(environment: Environment = process.env): Population[] {
  const file = readConfigFile(environment);
  const schema = workerSchema.pick(groupVariables);
  const env = checkEnvironment(
    file.populations ? schema : schema.required(groupVariables),
    withGroupsOf(file, environment),
  );
  return readPopulations(file, env);
}

/** Reads the key that the workers decrypt with. Throws {@link ConfigurationError} if there is none. */
export function readEncryptionKey(environment: Environment = process.env): Buffer {
  const schema = z.object({ PAYLOAD_ENCRYPTION_KEY: encryptionKey });
  return checkEnvironment(schema, environment).PAYLOAD_ENCRYPTION_KEY;
}

/** The same key, where one is set: what could be hidden with it goes out readable otherwise. Throws {@link ConfigurationError} if it is none. */
export function findEncryptionKey(environment: Environment = process.env): Buffer | undefined {
  const schema = z.object({ PAYLOAD_ENCRYPTION_KEY: encryptionKey.optional() });
  return checkEnvironment(schema, environment).PAYLOAD_ENCRYPTION_KEY;
}

/** The same key, and those before it, to decrypt with. Throws {@link ConfigurationError} if one is none. */
export function findDecryptionKeys(environment: Environment = process.env) {
  const key = findEncryptionKey(environment);
  return key && ([key, ...readPreviousEncryptionKeys(environment)] as const);
}

/** An event card holds names and addresses: it goes into Temporal encrypted, unless the file says otherwise in so many words. */
function checkEventCards(eventCards: ConfigFile['eventCards'], key: Buffer | undefined) {
  if (key === undefined && eventCards.some(({ payload }) => payload === 'encrypted')) {
    throw new ConfigurationError(
      'eventCards need PAYLOAD_ENCRYPTION_KEY (from: openssl rand -base64 32), or say "payload: plain text with personal data".',
    );
  }
  return eventCards;
}
