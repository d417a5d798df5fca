import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// Adds the hashes that the lock file lacks: npm leaves out those of optional binaries of other platforms when it had no need to ask for them. Changes nothing else in it.
// npm has to resolve these packages anew, in a folder of their own, from the registry that it is told to use.
const lockFile = 'package-lock.json';
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const lock = read(lockFile);
const incomplete = Object.entries(lock.packages).filter(
  ([folder, { integrity, link }]) => folder !== '' && integrity === undefined && !link,
);
if (incomplete.length === 0) {
  process.stdout.write('Nothing is missing.\n');
  process.exit();
}

const folder = mkdtempSync(path.join(tmpdir(), 'preenroll-lock-'));
try {
  cpSync('package.json', path.join(folder, 'package.json'));
  const known = { ...lock.packages };
  for (const [name] of incomplete) delete known[name];
  writeFileSync(path.join(folder, lockFile), JSON.stringify({ ...lock, packages: known }));
  execFileSync(
    'npm',
    ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const { packages: resolved } = read(path.join(folder, lockFile));
  for (const [name, entry] of incomplete) {
    const { version, integrity } = resolved[name] ?? {};
    if (version !== entry.version || integrity === undefined) {
      throw new Error(`npm has no hash for ${name} ${entry.version}.`);
    }
    // Where npm writes it.
    const { version: kept, ...rest } = entry;
    lock.packages[name] = { version: kept, integrity, ...rest };
  }
} finally {
  rmSync(folder, { recursive: true });
}
writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${incomplete.length} hashes were added.\n`);
