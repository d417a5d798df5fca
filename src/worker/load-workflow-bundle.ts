import path from 'node:path';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'pino';
import { bundleWorkflows, workflowBundleFile } from './bundle-workflows.js';
import { toTemporalLogger } from '../process/logger.js';
import type { TemporalConfig } from '../configuration/temporal-config.js';

const root = path.join(import.meta.dirname, '..');

/** Source is bundled when a worker starts. */
export const isSource = import.meta.filename.endsWith('.ts');

/** Built code brings its bundle along; from source it is bundled at the start, which takes some seconds. */
export async function loadWorkflowBundle(
  logger: Logger,
  { encryption }: Pick<TemporalConfig, 'encryption'>,
): Promise<WorkflowBundleOption> {
  return isSource
    ? await bundleWorkflows({
        workflowsPath: path.join(root, 'workflows'),
        logger: toTemporalLogger(logger),
        encodesFailures: encryption !== undefined,
      })
    : { codePath: path.join(root, workflowBundleFile(encryption !== undefined)) };
}
