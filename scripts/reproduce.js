// Is a release what this source makes? Builds and packs the checkout as it is, and again from a copy of it in another folder, and compares every byte.
//   npm run --silent reproduce
// Prints the SHA-256 of the package, and of the workflow bundles in it; what others build from the same commit, with the same lock file and version of Node, has the same.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(path.join(tmpdir(), 'preenroll-reproduce-'));
const bundles = ['dist/src/workflows.bundle.js', 'dist/src/workflows.encrypted.bundle.js'];

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

function copy() {
  const other = path.join(place, 'in/another/folder');
  execFileSync('mkdir', ['-p', other]);
  const files = ['bin', 'demo', 'docs', 'okta-emulator', 'scripts', 'src', 'LICENSE', 'README.md'];
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  execFileSync('cp', ['-R', ...files, ...settings, other], { cwd: root });
  const installed = realpathSync(path.join(root, 'node_modules'));
  execFileSync('cp', ['-R', installed, path.join(other, 'node_modules')]);
  return other;
}

/** The package, and what is in it, by hash. */
function packed(folder) {
  execFileSync(process.execPath, ['scripts/build.js'], { cwd: folder, stdio: 'inherit' });
  const options = ['--json', '--ignore-scripts', '--pack-destination', place];
  const [{ filename, files }] = JSON.parse(
    execFileSync('npm', ['pack', ...options], { cwd: folder, encoding: 'utf8' }),
  );
  const file = path.join(place, filename);
  const hash = hashOf(file);
  rmSync(file);
  return {
    ...{ filename, hash },
    files: Object.fromEntries(files.map((one) => [one.path, hashOf(path.join(folder, one.path))])),
  };
}

try {
  const here = packed(root);
  const there = packed(copy());
  const names = new Set([...Object.keys(here.files), ...Object.keys(there.files)]);
  const others = [...names].filter((name) => here.files[name] !== there.files[name]);
  for (const name of others) process.stderr.write(`not the same: ${name}\n`);
  process.stdout.write(`${here.hash}  ${here.filename}\n`);
  for (const name of bundles) process.stdout.write(`${here.files[name]}  ${name}\n`);
  process.exitCode = others.length === 0 && here.hash === there.hash ? 0 : 1;
} finally {
  rmSync(place, { recursive: true });
}
