import { Command, InvalidArgumentError, Option } from 'commander';
import { randomBytes } from 'node:crypto';
import { defaultRateLimits, rateLimitsOf, type RateLimits } from './rate-limits.js';
import type { Engine } from './state/org.js';

/** How the emulator runs as a process of its own. */
export interface Settings {
  host: string;
  port: number;
  publicUrl?: string;
  engine: Engine;
  empty: boolean;
  apiToken: string;
  /** Files in PEM. With both it speaks TLS alone, and so does its mailbox. */
  tlsCert?: string;
  tlsKey?: string;
  /** Without one the process starts a mailbox of its own. */
  smtpUrl?: string;
  smtpPort: number;
  rateLimits: Partial<RateLimits>;
  rateLimitWindow: number;
  concurrencyLimit: number;
  policyPropagation: number;
  /** Makes faults that are drawn by probability repeatable. */
  faultSeed?: number;
}

/**
 * Reads the settings: each is an option, and an environment variable, as `--help` tells. Ends the process with a message for one that is
 * wrong, and for `--help`.
 */
export function readSettings(argv: readonly string[]): Settings {
  return new Command('okta-emulator')
    .description(
      'An Okta org in memory, for demos and tests: no account, nothing leaves this machine.',
    )
    .addOption(setting('host', 'HOST', 'where to listen').default('127.0.0.1'))
    .addOption(setting('port', 'PORT', 'where to listen').argParser(wholeNumber).default(4000))
    .addOption(setting('public-url', 'OKTA_EMULATOR_PUBLIC_URL', 'the URL in links and mails'))
    .addOption(
      setting('tls-cert', 'OKTA_EMULATOR_TLS_CERT_FILE', 'a certificate, to speak TLS with'),
    )
    .addOption(
      setting('tls-key', 'OKTA_EMULATOR_TLS_KEY_FILE', 'its key; mails come by TLS then, too'),
    )
    .addOption(
      setting('engine', 'OKTA_EMULATOR_ENGINE', 'Classic Engine or Identity Engine')
        .choices(['classic', 'idx'])
        .default('idx'),
    )
    .addOption(
      new Option('--empty [value]', 'an org as it is after sign-up: no Group A, no Group B')
        .env('OKTA_EMULATOR_EMPTY')
        .preset('true')
        .argParser(trueOrFalse)
        .default(false),
    )
    .addOption(
      setting('api-token', 'OKTA_EMULATOR_API_TOKEN', 'the token of the API clients').default(
        randomBytes(16).toString('hex'),
        'a random one',
      ),
    )
    .addOption(
      setting(
        'smtp-url',
        'OKTA_EMULATOR_SMTP_URL',
        'where activation mails go; without it to a mailbox in this process',
      ),
    )
    .addOption(
      setting('smtp-port', 'OKTA_EMULATOR_SMTP_PORT', "the port of this process's mailbox")
        .argParser(wholeNumber)
        .default(1025),
    )
    .addOption(
      setting(
        'rate-limits',
        'OKTA_EMULATOR_RATE_LIMITS',
        `requests per window: for every bucket, such as 1000, or by bucket, such as users=300,logs=60; buckets: ${Object.keys(defaultRateLimits).join(', ')}`,
      )
        .argParser(rateLimits)
        .default({}, "half of a workforce org's"),
    )
    .addOption(
      setting('rate-limit-window', 'OKTA_EMULATOR_RATE_LIMIT_WINDOW_SECONDS', 'in seconds')
        .argParser(wholeNumber)
        .default(60),
    )
    .addOption(
      setting('concurrency-limit', 'OKTA_EMULATOR_CONCURRENCY_LIMIT', 'API requests at a time')
        .argParser(wholeNumber)
        .default(75),
    )
    .addOption(
      setting(
        'policy-propagation',
        'OKTA_EMULATOR_POLICY_PROPAGATION_MS',
        'milliseconds until policies follow a change of group',
      )
        .argParser(wholeNumber)
        .default(0),
    )
    .addOption(
      setting(
        'fault-seed',
        'OKTA_EMULATOR_FAULT_SEED',
        'makes faults that strike by chance repeatable',
      ).argParser(wholeNumber),
    )
    .parse(argv)
    .opts<Settings>();
}

function setting(name: string, variable: string, description: string): Option {
  return new Option(`--${name} <value>`, description).env(variable);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function trueOrFalse(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new InvalidArgumentError('true or false.');
  return text === 'true';
}

function rateLimits(text: string): Partial<RateLimits> {
  if (/^\d+$/.test(text)) return rateLimitsOf(Number(text));
  const limits = text.split(',').map((part) => {
    const [bucket = '', limit = ''] = part.split('=');
    if (!(bucket in defaultRateLimits)) throw new InvalidArgumentError(`No bucket '${bucket}'.`);
    return [bucket, wholeNumber(limit)] as const;
  });
  return Object.fromEntries(limits);
}
