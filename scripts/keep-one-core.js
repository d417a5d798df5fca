// Temporal's core ships a build for every platform, 150 MB; an image runs on one. Run where node_modules is.
import { readdirSync, rmSync } from 'node:fs';

const releases = 'node_modules/@temporalio/core-bridge/releases';
const machine = { x64: 'x86_64', arm64: 'aarch64' }[process.arch];
const ours = `${machine}-unknown-linux-gnu`;

const all = readdirSync(releases);
if (!all.includes(ours)) throw new Error(`${releases} has no ${ours}, only ${all.join(', ')}`);
for (const release of all) {
  if (release !== ours) rmSync(`${releases}/${release}`, { recursive: true });
}
