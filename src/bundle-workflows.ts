import {
  bundleWorkflowCode,
  type BundleOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';

/**
 * Bundles the workflows, for the sandbox in which a worker runs them. The bundle knows where each line comes from, and leaves out the text of
 * the sources: each of a worker's threads loads all of it.
 */
export function bundleWorkflows(
  options: Pick<BundleOptions, 'workflowsPath' | 'logger'>,
): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...options,
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
}
