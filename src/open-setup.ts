import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readSetupConfig, type SetupConfig } from './configuration/config.js';
import { ConfigurationError } from './configuration/configuration-error.js';
import { hookEventTypes } from './dispatch/hook-event-types.js';
import { temporalParts } from './setup-temporal.js';
import { configFilePart } from './setup/config-file.js';
import { envFilePart, readEnvFile, type Setting } from './setup/env-file.js';
import { createFileJournal } from './setup/journal.js';
import type { LocalPart } from './setup/local-part.js';
import type { RemovalParts } from './setup/remove-setup.js';
import type { SetupParts } from './setup/run-setup.js';
import { accessOfUsers, type WantedGroup, type WantedSetup } from './setup/wanted-setup.js';
import { readTemporalConfig } from './configuration/temporal-config.js';

/** What somebody may say about a setup; the rest is found out. */
export interface SetupOptions {
  groupA?: string | undefined;
  groupB?: string | undefined;
  attribute?: string | undefined;
  hideAttribute?: boolean | undefined;
  /** False: no event hook. Absent: that of the hook that is there, or asked for. */
  hookUrl?: string | false | undefined;
  newHookSecret?: boolean | undefined;
  signOnRule?: boolean | undefined;
  role?: boolean | undefined;
  clientId?: string | undefined;
  keyFile?: string | undefined;
  keepToken?: boolean | undefined;
  config?: string | undefined;
  /** Not --env-file: that one Node takes for itself, wherever it stands. */
  env?: string | undefined;
}

export interface OpenSetup {
  /** With an empty address of the hook where nothing says it. */
  wanted: WantedSetup;
  parts: Omit<SetupParts, 'confirm' | 'report'> &
    Omit<RemovalParts, 'confirm' | 'report' | 'isForced'>;
  envFile: string;
}

/**
 * Reads the environment and the files, and puts together what a setup is run with. Asks nobody and changes nothing.
 *
 * @throws ConfigurationError
 */
export async function openSetup(options: SetupOptions): Promise<OpenSetup> {
  const config = readSetupConfig(options.config);
  const envFile = options.env ?? '.env';
  const given = (await readEnvFile(envFile)) ?? {};
  if (
    given['OKTA_CLIENT_ORGURL'] !== undefined &&
    given['OKTA_CLIENT_ORGURL'] !== config.okta.orgUrl
  ) {
    throw new ConfigurationError(
      `${envFile} is for another Okta org than OKTA_CLIENT_ORGURL: name another file with --env.`,
    );
  }
  const hook = hookSecrets(options, config, given);
  const wanted = toWanted(options, config, hook);
  const okta = await openClients(config);
  const locals: LocalPart[] = [
    envFilePart({
      file: envFile,
      settings: envSettings(options, config, hook, given),
      template: template(options),
    }),
    configFilePart(config.configFile, options.attribute),
    ...temporalLocals(config),
    ...(await auditLocals(config)),
  ];
  const journal = createFileJournal(
    path.join(path.dirname(config.configFile), 'preenroll-setup.json'),
  );
  return { wanted, parts: { okta, orgUrl: config.okta.orgUrl, journal, locals }, envFile };
}

async function openClients({ okta: connection }: SetupConfig): Promise<RemovalParts['okta']> {
  // The Okta SDK takes seconds to load.
  const [{ createOktaSdkClient }, { createOktaOrgClient }] = await Promise.all([
    import('./okta/okta-sdk-client.js'),
    import('./okta/org-sdk-client.js'),
  ]);
  const options = { ...connection, requestTimeoutMs: 10_000 };
  const hires = createOktaSdkClient(options);
  return {
    ...createOktaOrgClient(options),
    listGroupMembers: (...page) => hires.listGroupMembers(...page),
    listUsers: (...page) => hires.listUsers(...page),
  };
}

interface HookSecrets {
  secret: string;
  isNew: boolean;
  previous?: string;
}

/** That of the env file counts, then that of the environment; else one is made. */
function hookSecrets(
  { newHookSecret }: SetupOptions,
  { hookSecret }: SetupConfig,
  given: Record<string, string>,
): HookSecrets {
  const known = given['OKTA_EVENT_HOOK_SECRET'] ?? hookSecret;
  if (known !== undefined && !newHookSecret) return { secret: known, isNew: false };
  const secret = randomBytes(32).toString('hex');
  return { secret, isNew: true, ...(known !== undefined && { previous: known }) };
}

function toWanted(options: SetupOptions, config: SetupConfig, hook: HookSecrets): WantedSetup {
  const group = (
    asked: string | undefined,
    known: string | undefined,
    name: string,
  ): WantedGroup => {
    const given = asked ?? known ?? name;
    return /^00g[0-9A-Za-z]{17}$/.test(given) ? { id: given } : { name: given };
  };
  const { hookUrl, clientId, attribute } = options;
  return {
    groups: {
      a: group(options.groupA, config.groups.a, 'Group A'),
      b: group(options.groupB, config.groups.b, 'Group B'),
    },
    phone: {
      ...(attribute !== undefined && { attribute }),
      self: accessOfUsers(options.hideAttribute ?? false),
    },
    signOnRule: options.signOnRule ?? false,
    ...(hookUrl !== false && {
      eventHook: {
        ...{ url: hookUrl ?? '', secret: hook.secret, isSecretNew: hook.isNew },
        mayTakeOver: options.newHookSecret ?? false,
        eventTypes: hookEventTypes(config.events),
      },
    }),
    ...(options.role !== false && { role: clientId === undefined ? {} : { clientId } }),
  };
}

/** A server of their own `preenroll up` and the demo set up themselves. */
function temporalLocals({ schedules }: SetupConfig): LocalPart[] {
  const { isAddressGiven, ...temporal } = readTemporalConfig();
  return isAddressGiven ? temporalParts(temporal, schedules) : [];
}

/** Who names no database does not pay for what speaks PostgreSQL. */
async function auditLocals({ databaseUrl }: SetupConfig): Promise<LocalPart[]> {
  if (databaseUrl === undefined) return [];
  const { auditPart } = await import('./setup-audit.js');
  return [auditPart(databaseUrl)];
}

function envSettings(
  { hookUrl, newHookSecret, clientId, keyFile, keepToken }: SetupOptions,
  { okta: { orgUrl, credential }, configFile }: SetupConfig,
  { secret, isNew, previous }: HookSecrets,
  given: Record<string, string>,
): Setting[] {
  const settings: Setting[] = [
    { name: 'OKTA_CLIENT_ORGURL', value: orgUrl },
    { name: 'PREENROLL_CONFIG', value: path.resolve(configFile) },
  ];
  if (hookUrl !== false) {
    settings.push({
      ...{ name: 'OKTA_EVENT_HOOK_SECRET', value: secret, isSecret: true },
      isForNewHook: isNew && !newHookSecret,
    });
    const old = previous ?? given['OKTA_EVENT_HOOK_SECRET_PREVIOUS'];
    if (old !== undefined) {
      settings.push({ name: 'OKTA_EVENT_HOOK_SECRET_PREVIOUS', value: old, isSecret: true });
    }
  }
  if (clientId !== undefined) {
    settings.push({ name: 'OKTA_CLIENT_AUTHORIZATIONMODE', value: 'PrivateKey' });
    settings.push({ name: 'OKTA_CLIENT_CLIENTID', value: clientId });
    if (keyFile !== undefined) {
      settings.push({ name: 'OKTA_CLIENT_PRIVATEKEY_FILE', value: path.resolve(keyFile) });
    }
  } else if (keepToken && credential.mode === 'SSWS' && 'value' in credential.token) {
    settings.push({ name: 'OKTA_CLIENT_TOKEN', value: credential.token.value, isSecret: true });
  }
  return settings;
}

function template({ clientId, keyFile, keepToken }: SetupOptions): string[] {
  const app = [
    ...(clientId === undefined
      ? [
          '# The service app that the product runs as: setup --client-id fills it in.',
          '# OKTA_CLIENT_AUTHORIZATIONMODE=PrivateKey',
          '# OKTA_CLIENT_CLIENTID=',
        ]
      : []),
    ...(keyFile === undefined ? ['# OKTA_CLIENT_PRIVATEKEY_FILE='] : []),
  ];
  return [
    '# Take away the # of what you fill in; `preenroll config reference` has all variables.',
    ...(keepToken ? [] : app),
    '# SMTP_URL=smtps://user:password@smtp.example.com',
    '# MAIL_FROM=IT onboarding <onboarding@example.com>',
    '# Without these two `preenroll up` brings a Temporal server and an audit store of its own.',
    '# TEMPORAL_ADDRESS=',
    '# DATABASE_URL=',
  ];
}
