import path from 'node:path';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { bundleWorkflows } from './bundle-workflows.js';
import { toTemporalLogger } from './logger.js';

/** Built code brings its bundle along; from source it is bundled at the start, which takes some seconds. */
export async function loadWorkflowBundle(logger: Logger): Promise<WorkflowBundleOption> {
  const isSource = import.meta.filename.endsWith('.ts');
  return isSource
    ? await bundleWorkflows({
        workflowsPath: path.join(import.meta.dirname, 'workflows'),
        logger: toTemporalLogger(logger),
      })
    : { codePath: path.join(import.meta.dirname, 'workflows.bundle.js') };
}
