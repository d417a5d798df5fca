import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DefaultLogger } from '@temporalio/worker';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

rmSync(at('dist'), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);

// What is read as it is: the compiler copies neither templates nor stylesheets nor JavaScript.
cpSync(at('src/mail/templates'), at('dist/src/mail/templates'), { recursive: true });
cpSync(at('src/audit/embedded/pglite-thread.js'), at('dist/src/audit/embedded/pglite-thread.js'));
cpSync(at('okta-emulator/pages/style.css'), at('dist/okta-emulator/pages/style.css'));

// Bundled once here, so that no worker has to bundle when it starts.
const { bundleWorkflows, workflowBundleFile } =
  await import('../dist/src/worker/bundle-workflows.js');
for (const encodesFailures of [false, true]) {
  const { code } = await bundleWorkflows({
    workflowsPath: at('dist/src/workflows'),
    logger: new DefaultLogger('WARN'),
    encodesFailures,
  });
  await writeFile(at(`dist/src/${workflowBundleFile(encodesFailures)}`), code);
}
