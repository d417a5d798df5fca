import { ConfigurationError } from './configuration-error.js';
import { filled, type Environment } from './environment.js';
import type { PayloadEncryption } from '../payload-codec/encryption-codec.js';
import { readSecret } from './read-secret.js';

// Without what checks the other settings: every command that speaks to Temporal needs it.

const modes = ['off', 'switching', 'required'] as const;

/**
 * Whether what goes into Temporal is encrypted, and with which keys; undefined: it is not. Throws {@link ConfigurationError}, also where nothing is said and
 * NODE_ENV is production.
 */
export function readPayloadEncryption(environment: Environment): PayloadEncryption | undefined {
  const { NODE_ENV, PAYLOAD_ENCRYPTION: given } = filled(environment);
  const mode = modes.find((name) => name === (given ?? 'off'));
  if (mode === undefined) {
    throw new ConfigurationError('PAYLOAD_ENCRYPTION must be off, switching or required.');
  }
  if (mode === 'off') {
    if (NODE_ENV !== 'production') return undefined;
    throw new ConfigurationError(
      'Payloads must be encrypted where NODE_ENV is production: set PAYLOAD_ENCRYPTION=required and PAYLOAD_ENCRYPTION_KEY; where runs are under way that began without, PAYLOAD_ENCRYPTION=switching until they have ended.',
    );
  }
  const key = readSecret(environment, 'PAYLOAD_ENCRYPTION_KEY');
  if (key === undefined) {
    throw new ConfigurationError(
      'PAYLOAD_ENCRYPTION_KEY is not set, and PAYLOAD_ENCRYPTION wants one: 32 bytes in base64, as from: openssl rand -base64 32. Gateway, workers and commands need the same.',
    );
  }
  return {
    mode,
    keys: [toKey('PAYLOAD_ENCRYPTION_KEY', key), ...readPreviousEncryptionKeys(environment)],
  };
}

/** The keys that still decrypt. Throws {@link ConfigurationError}. */
export function readPreviousEncryptionKeys(environment: Environment): Buffer[] {
  const text = readSecret(environment, 'PAYLOAD_ENCRYPTION_KEYS_PREVIOUS') ?? '';
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => toKey('PAYLOAD_ENCRYPTION_KEYS_PREVIOUS', part));
}

function toKey(name: string, text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length === 32 && /^[A-Za-z0-9+/]{43}=$/.test(text)) return key;
  throw new ConfigurationError(
    `${name} must hold keys of 32 bytes in base64, as from: openssl rand -base64 32.`,
  );
}
