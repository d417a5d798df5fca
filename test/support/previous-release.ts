import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkflowBundle } from '@temporalio/worker';
import { extract } from 'tar';
import { bundleWorkflows } from './temporal.js';

const fromRoot = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/**
 * The workflows of the previous release, bundled with the SDK of today. They are kept as a file and not got out of git: a clone may be shallow, and a
 * tree that was unpacked has none. CONTRIBUTING.md says how the file is made.
 */
export async function previousWorkflowBundle(): Promise<WorkflowBundle> {
  const directory = await mkdtemp(path.join(tmpdir(), 'preenroll-previous-'));
  try {
    await extract({ file: fromRoot('test/releases/previous.tar.gz'), cwd: directory });
    await symlink(fromRoot('node_modules'), path.join(directory, 'node_modules'));
    return await bundleWorkflows(pathToFileURL(path.join(directory, 'src/workflows')));
  } finally {
    await rm(directory, { recursive: true });
  }
}
