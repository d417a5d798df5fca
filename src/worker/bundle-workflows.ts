import path from 'node:path';
import {
  bundleWorkflowCode,
  type BundleOptions,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { encryptedFailureConverterPath } from '../payload-codec/create-data-converter.js';

interface BundleWorkflowsOptions extends Pick<BundleOptions, 'workflowsPath' | 'logger'> {
  /** For workers that encrypt: what the workflows write of failures goes through the codec too. The sandbox cannot be told when it runs. */
  encodesFailures: boolean;
}

const interceptorsPath = path.join(
  import.meta.dirname,
  `../workflows/interceptors${path.extname(import.meta.filename)}`,
);

/**
 * Bundles the workflows, for the sandbox in which a worker runs them. The bundle knows where each line comes from, and leaves out the text of
 * the sources: each of a worker's threads loads all of it. It is the same in whichever folder it is made.
 */
export function bundleWorkflows({
  encodesFailures,
  ...options
}: BundleWorkflowsOptions): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    ...options,
    workflowInterceptorModules: [interceptorsPath],
    ...(encodesFailures && { failureConverterPath: encryptedFailureConverterPath }),
    webpackConfigHook: (config) => ({
      ...config,
      // Without columns, which differ with the length of paths in what is generated.
      devtool: 'inline-nosources-cheap-module-source-map',
      // Names are told from here, and not from where it is built.
      context: path.resolve(options.workflowsPath, '../..'),
      output: {
        ...config.output,
        // The SDK's own has a hash of all paths in it.
        filename: 'workflows.bundle.js',
        devtoolModuleFilenameTemplate: nameOf,
      },
    }),
  });
}

/** Of a module in the source map. One that is left out is named with the folder in which it was asked for. */
function nameOf({ resourcePath }: { resourcePath: string }): string {
  return resourcePath.replace(/^ignored\|.*\|/, 'ignored|');
}

/** Its name beside the built code, where the build writes one for each kind of worker. */
export function workflowBundleFile(encodesFailures: boolean): string {
  return encodesFailures ? 'workflows.encrypted.bundle.js' : 'workflows.bundle.js';
}
