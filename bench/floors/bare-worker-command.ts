import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { Command } from '../../test/end-to-end/support/running-process.js';
import { scratchDirectory } from '../scratch-directory.js';

export const bareQueue = 'bare';

/**
 * How a bare worker is started, with the workflows of `bare-workflows.ts` bundled beforehand.
 *
 * @param maxCachedWorkflows the SDK's own number if absent
 */
export async function bareWorkerCommand(
  address: string,
): Promise<(maxCachedWorkflows?: number) => Command> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'bare-workflows.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const bundle = join(scratchDirectory(), 'bare-workflows.bundle.js');
  await writeFile(bundle, code);
  return (maxCachedWorkflows) => ({
    name: 'bare worker',
    run: ['node', join(import.meta.dirname, 'bare-worker.js')],
    environment: {
      ...{ TEMPORAL_ADDRESS: address, TASK_QUEUE: bareQueue, WORKFLOW_BUNDLE: bundle },
      ...(maxCachedWorkflows !== undefined && { MAX_CACHED_WORKFLOWS: String(maxCachedWorkflows) }),
    },
  });
}
