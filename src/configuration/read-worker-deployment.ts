import type { WorkerDeploymentVersion } from '@temporalio/common';
import { ConfigurationError } from './configuration-error.js';
import { filled, type Environment } from './environment.js';

/**
 * The version as which a worker takes part in Temporal's Worker Versioning; undefined: it takes part in none, and takes every task. The names are
 * those that Temporal's worker controller gives its pods. Throws {@link ConfigurationError}.
 */
export function readWorkerDeployment(
  environment: Environment,
): WorkerDeploymentVersion | undefined {
  const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_WORKER_BUILD_ID: buildId } =
    filled(environment);
  if (deploymentName === undefined && buildId === undefined) return undefined;
  if (deploymentName === undefined || buildId === undefined) {
    throw new ConfigurationError(
      'TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID belong together: set both, or neither for workers without versions.',
    );
  }
  return { deploymentName, buildId };
}
