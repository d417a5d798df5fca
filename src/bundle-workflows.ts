import path from 'node:path';
import {
  bundleWorkflowCode,
  type BundleOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { encryptedFailureConverterPath } from './payload-codec/create-data-converter.js';

interface BundleWorkflowsOptions extends Pick<BundleOptions, 'workflowsPath' | 'logger'> {
  /** For workers that encrypt: what the workflows write of failures goes through the codec too. The sandbox cannot be told when it runs. */
  encodesFailures: boolean;
}

const interceptorsPath = path.join(
  import.meta.dirname,
  `workflows/interceptors${path.extname(import.meta.filename)}`,
);

/**
 * Bundles the workflows, for the sandbox in which a worker runs them. The bundle knows where each line comes from, and leaves out the text of
 * the sources: each of a worker's threads loads all of it.
 */
export function bundleWorkflows({
  encodesFailures,
  ...options
}: BundleWorkflowsOptions): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...options,
    workflowInterceptorModules: [interceptorsPath],
    ...(encodesFailures && { failureConverterPath: encryptedFailureConverterPath }),
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
}

/** Its name beside the built code, where the build writes one for each kind of worker. */
export function workflowBundleFile(encodesFailures: boolean): string {
  return encodesFailures ? 'workflows.encrypted.bundle.js' : 'workflows.bundle.js';
}
