import { z } from 'zod';
import { groupId } from './file/values.js';
import { headerValue, oktaVariables } from './okta-config.js';
import { tracingVariables } from './tracing-config.js';
import { isDatabaseUnverified, isMailUnverified, noUnverified } from './verified-tls.js';
import {
  hasPlaceholderPassword,
  isPattern,
  isPlaceholder,
  noPattern,
  noPlaceholder,
} from './weak-secrets.js';

const port = z.coerce.number().int().min(0).max(65535).default(3000);

const logLevel = z
  .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  .default('info');

// 128 random bits take 22 characters in base64 and 32 in hexadecimal.
export const hookSecret = headerValue
  .min(22, {
    error: 'must be at least 22 characters of random text, for example from: openssl rand -hex 32',
    abort: true,
  })
  .refine((text) => !isPlaceholder(text), noPlaceholder)
  .refine((text) => !isPattern(text), noPattern);

const hostAndPort = z.string().regex(/:\d+$/, 'must be host:port');

// What Web Crypto takes for AES-256.
export const encryptionKey = z
  .base64()
  .refine((text) => !isPlaceholder(text), noPlaceholder)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine(({ length }) => length === 32, {
    error: 'must be 32 bytes in base64, as from: openssl rand -base64 32',
    abort: true,
  })
  .refine((bytes) => !isPlaceholder(bytes.toString('latin1')), noPlaceholder)
  .refine((bytes) => !isPattern(bytes.toString('latin1')), noPattern);

export const databaseUrl = z
  .string()
  .regex(
    /^(none$|postgres(ql)?:\/\/)/,
    'must be a URL with postgresql://, or none to run without an audit store',
  )
  .refine((url) => !isDatabaseUnverified(url), noUnverified)
  .refine((url) => !hasPlaceholderPassword(url), noPlaceholder);

export const auditVariables = {
  DATABASE_URL: databaseUrl.optional(),
  AUDIT_HASH_KEY: encryptionKey.optional(),
};

export const groupVariables = { OKTA_GROUP_A: true, OKTA_GROUP_B: true } as const;

export const gatewaySchema = z.object({
  PAYLOAD_ENCRYPTION_KEY: encryptionKey.optional(),
  OKTA_EVENT_HOOK_SECRET: hookSecret,
  OKTA_EVENT_HOOK_SECRET_PREVIOUS: hookSecret.optional(),
  OKTA_EVENT_HOOK_ADDRESSES_FILE: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  METRICS_ADDRESS: hostAndPort.default('127.0.0.1:9464'),
  HEALTH_ADDRESS: hostAndPort.default('127.0.0.1:9467'),
  ...tracingVariables,
  LOG_LEVEL: logLevel,
});

export const workerSchema = z.object({
  PAYLOAD_ENCRYPTION_KEY: encryptionKey.optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be a URL with smtp:// or smtps://' })
    .refine((url) => !isMailUnverified(url), noUnverified)
    .refine((url) => !hasPlaceholderPassword(url), noPlaceholder),
  MAIL_FROM: z.string().regex(/@/, 'must hold a mail address'),
  ...auditVariables,
  OKTA_GROUP_A: groupId.optional(),
  OKTA_GROUP_B: groupId.optional(),
  // A worker and a gateway on one machine must not ask for the same ports.
  METRICS_ADDRESS: hostAndPort.default('127.0.0.1:9465'),
  HEALTH_ADDRESS: hostAndPort.default('127.0.0.1:9466'),
  ...tracingVariables,
  LOG_LEVEL: logLevel,
});

export const codecServerSchema = z.object({
  CODEC_SERVER_TOKEN: hookSecret,
  CODEC_SERVER_UI_ORIGIN: z
    .string()
    .regex(/^https?:\/\/[\w.:[\]-]+$/, 'must be an origin, such as https://temporal.example.com')
    .optional(),
  CODEC_SERVER_ADDRESS: hostAndPort.default('127.0.0.1:8081'),
  LOG_LEVEL: logLevel,
});

/** By process; what else is read, `environmentVariables` knows. */
export const environmentSchemas = {
  ...{ gateway: gatewaySchema, worker: workerSchema },
  okta: z.object(oktaVariables({})),
  codecServer: codecServerSchema,
};
