import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPostgresInstalled } from '../support/postgres-server.js';
import { installPacked } from './install-packed.js';
import { makeKeys } from './keys.js';
import { readProofOptions } from './proof-options.js';
import { findUnprivilegedUser } from './unprivileged-user.js';
import type { Proven } from './prove.js';

const { hires, auditStore, installed } = readProofOptions(process.argv);
const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 100) / 10;
const say = (line: string) => {
  process.stderr.write(`${seconds().toFixed(1).padStart(6)} s  ${line}\n`);
};

if (process.platform !== 'linux') throw new Error('The proof looks into /proc: it needs Linux.');
if (auditStore && !isPostgresInstalled()) {
  throw new Error('postgres and initdb are not on the PATH: --no-audit-store does without.');
}
const user = findUnprivilegedUser();
const place = await mkdtemp(path.join(tmpdir(), 'preenroll-proof-'));
await chmod(place, 0o755);
const { folder, commit } =
  installed === undefined
    ? installPacked(place, user, say)
    : { folder: path.resolve(installed), commit: undefined };

const given: Proven = {
  ...{ place, folder, user, hires, auditStore, commit },
  keys: await makeKeys(path.join(place, 'keys'), user),
};
await writeFile(path.join(place, 'given.json'), JSON.stringify(given));
// Node reads once, when it starts, whom it believes: what plays and looks is another process.
const proving = spawn(
  process.execPath,
  ['--import', 'tsx', path.join(import.meta.dirname, 'prove.ts'), path.join(place, 'given.json')],
  { env: { ...process.env, NODE_EXTRA_CA_CERTS: given.keys.authority }, stdio: 'inherit' },
);
const [code] = (await once(proving, 'exit')) as [number | null];
if (code === 0) {
  execFileSync('chmod', ['-R', 'u+w', place]);
  await rm(place, { recursive: true });
} else say(`The processes' logs and the installation are in ${place}`);
process.exitCode = code ?? 1;
