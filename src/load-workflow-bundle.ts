import path from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';

/** Built code brings its bundle along; from source it is bundled at the start, which takes some seconds. */
export async function loadWorkflowBundle(): Promise<WorkflowBundleOption> {
  const isSource = import.meta.filename.endsWith('.ts');
  return isSource
    ? await bundleWorkflowCode({ workflowsPath: path.join(import.meta.dirname, 'workflows') })
    : { codePath: path.join(import.meta.dirname, 'workflows.bundle.js') };
}
