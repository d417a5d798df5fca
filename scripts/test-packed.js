// Packs, installs the file into an empty folder, makes that read-only, and runs the demo from it; as somebody else where root runs this.
//   npm run test:packed -- --users 50
// It asks the registry for all dependencies, as a stranger's machine does. The last line is JSON.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { users: { type: 'string', default: '2' } } });

const isRoot = process.getuid?.() === 0;
const [uid, gid] = isRoot
  ? ['-u', '-g'].map((which) => Number(execFileSync('id', [which, 'nobody'])))
  : [process.getuid?.(), process.getgid?.()];

const place = mkdtempSync(path.join(tmpdir(), 'preenroll-packed-'));
const [empty, home] = ['installed', 'home'].map((name) => path.join(place, name));
for (const folder of [empty, home]) mkdirSync(folder);
for (const folder of isRoot ? [place, empty, home] : []) chownSync(folder, uid, gid);

// Nothing of whoever runs this but the way to the registries.
const inherited =
  /^(PATH|TEMPORAL_CLI_PATH|npm_config_registry|PIP_.*|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
  npm_config_registry: execFileSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
  }).trim(),
  HOME: home,
};

function run(command, ...args) {
  const began = performance.now();
  const { status, stdout } = spawnSync(command, args, {
    ...{ cwd: empty, env: environment, uid, gid },
    ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  });
  const lines = stdout.trimEnd().split('\n');
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${lines.at(-1)}`);
  return { lines, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

try {
  const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', place], {
    ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  });
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(
    packed.slice(packed.indexOf('[')),
  );
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts'];
  const install = run('npm', 'install', '--silent', ...quietly, path.join(place, filename));
  const [installedKilobytes] = run('du', '-sk', '.').lines[0].split('\t');
  run('chmod', '-R', 'a-w', '.');
  run('npx', '--no-install', 'preenroll', '--help');
  const demo = run(
    'npx',
    '--no-install',
    'preenroll',
    'demo',
    '--users',
    values.users,
    '--exit',
    '--json',
  );
  const report = {
    ...{ uid, size, unpackedSize, entryCount, installedKilobytes: Number(installedKilobytes) },
    ...{ installSeconds: install.seconds, demoSeconds: demo.seconds },
    demo: JSON.parse(demo.lines.at(-1)),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  execFileSync('chmod', ['-R', 'u+w', place]);
  rmSync(place, { recursive: true });
}
