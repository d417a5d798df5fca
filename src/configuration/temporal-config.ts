import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigurationError, unreadable } from './configuration-error.js';
import { filled, type Environment } from './environment.js';
import { readSecretFiles } from './read-secret.js';
import { requireVerifiedTls } from './verified-tls.js';
import { isPlaceholder, noPlaceholder } from './weak-secrets.js';
import type { PayloadEncryption } from '../payload-codec/encryption-codec.js';
import { readPayloadEncryption } from './read-payload-encryption.js';
import { readWorkerDeployment } from './read-worker-deployment.js';

// Apart from the other settings: most commands need nothing but Temporal, and should not load what checks the rest.

/** Temporal's own variables and profiles, as its CLI reads them, whether what goes into it is encrypted, and as which version workers poll. Throws ConfigurationError. */
export function readTemporalConfig(environment: Environment = process.env) {
  const { connectionOptions, namespace = 'default' } = loadTemporalConfig(environment);
  const { address } = connectionOptions;
  const encryption = readPayloadEncryption(environment);
  const deployment = readWorkerDeployment(environment);
  return {
    ...(encryption && { encryption }),
    ...(deployment && { deployment }),
    namespace,
    connectionOptions: { ...connectionOptions, address: address ?? '127.0.0.1:7233' },
    /** False if nothing names a server: whoever can embed one, does. */
    isAddressGiven: address !== undefined,
  };
}
export interface TemporalConfig extends Pick<
  ReturnType<typeof readTemporalConfig>,
  'namespace' | 'connectionOptions'
> {
  /** Nothing is encrypted without it. */
  encryption?: PayloadEncryption | undefined;
  /** Of workers. Without it they have no version. */
  deployment?: WorkerDeploymentVersion | undefined;
}

/** The file that TEMPORAL_CONFIG_FILE names: Temporal's SDK passes over one that is not there. */
export function findTemporalConfigFile(environment: Environment = process.env) {
  const file = filled(environment)['TEMPORAL_CONFIG_FILE'];
  return { isNamed: file !== undefined, exists: file !== undefined && existsSync(file) };
}

/** Where an embedded Temporal server comes from and where it keeps its data. */
export function readEmbeddedConfig(environment: Environment = process.env) {
  const env = filled(environment);
  const cliPath = env['TEMPORAL_CLI_PATH'];
  return {
    ...(cliPath !== undefined && { cliPath }),
    cacheDirectory: path.join(env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'preenroll'),
    stateDirectory: path.join(
      env['XDG_STATE_HOME'] ?? path.join(homedir(), '.local', 'state'),
      'preenroll',
    ),
  };
}

function loadTemporalConfig(environment: Environment) {
  requireVerifiedTls(environment);
  const variables = {
    ...filled(environment),
    ...readSecretFiles(environment, ['TEMPORAL_API_KEY']),
  };
  if (isPlaceholder(variables['TEMPORAL_API_KEY'] ?? '')) {
    throw new ConfigurationError(`TEMPORAL_API_KEY ${noPlaceholder}.`);
  }
  try {
    return loadClientConnectConfig({ overrideEnvVars: variables });
  } catch (error) {
    throw unreadable("Temporal's configuration (TEMPORAL_*)", error);
  }
}
