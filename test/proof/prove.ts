import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { awaitRuns } from '../../demo/await-runs.js';
import { playHire } from '../../okta-emulator/pages/play-hire.js';
import { collectFacts } from './collect-facts.js';
import type { Facts } from './facts.js';
import type { Keys } from './keys.js';
import { refusesPlainText, refusesStrangers, type Doors } from './look/doors.js';
import { stateOfTree, writableFor } from './look/installation.js';
import { rightsOf } from './look/processes.js';
import { watchPartners } from './look/watch-partners.js';
import { reportOf } from './report.js';
import { startAttack } from './start-attack.js';
import { startWorld, type World } from './start-world.js';
import type { UnprivilegedUser } from './unprivileged-user.js';

/** What this process is told of what was prepared. */
export interface Proven {
  place: string;
  /** Where the package is installed. */
  folder: string;
  user: UnprivilegedUser;
  keys: Keys;
  hires: number;
  auditStore: boolean;
  commit: string | undefined;
}

const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 100) / 10;
const say = (line: string) => {
  process.stderr.write(`${seconds().toFixed(1).padStart(6)} s  ${line}\n`);
};
const given = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Proven;
const { folder, user, keys, place } = given;

const before = stateOfTree(folder);
const captured: Buffer[] = [];
let onCaptured = (delivery: Buffer) => void captured.push(delivery);
const world = await startWorld(given, (delivery) => {
  onCaptured(delivery);
});
say('emulator, gateway and worker serve, out of the installation');
let failed: string[];
try {
  const { commit } = given;
  const { failed: found, ...report } = reportOf(await prove(world));
  failed = found;
  const user = { user: given.user.name };
  process.stdout.write(
    `${JSON.stringify({ ...report, ...user, commit, failed, seconds: seconds() })}\n`,
  );
  if (failed.length > 0) say(`Does not hold: ${failed.join(', ')}`);
} finally {
  for (const [name, running] of Object.entries(world.processes)) {
    await writeFile(path.join(place, `${name}.log`), running.output());
  }
  await world.stop();
}
process.exitCode = failed.length === 0 ? 0 : 1;

async function prove({ okta, client, doors, processes }: World): Promise<Facts> {
  const attack = startAttack(doors.hook);
  onCaptured = (delivery) => {
    attack.captured(delivery);
  };
  const partners = watchPartners(Object.values(processes).map(({ pid }) => pid));
  const numbers = Array.from({ length: given.hires });
  const hires = await pMap(numbers, () => okta.hire(), { concurrency: 5 });
  const playing = pMap(hires, ({ login }) => playHire({ url: okta.url, login }), {
    concurrency: 10,
  });
  await Promise.all([awaitRuns(client, given.hires, say), playing]);
  say('all have gone through; the attacker ends');
  const report = await attack.end();

  const rights = await Promise.all(
    Object.entries(processes).map(async ([name, { pid }]) => ({ name, ...(await rightsOf(pid)) })),
  );
  const portsSpokenTo = await partners.end();
  const nameOf = new Map(
    Object.entries(doors).map(([name, port]) => [Number(port), name as keyof Doors]),
  );
  const writable = writableFor(user, folder);
  const collected = await collectFacts(world, hires);
  const facts: Facts = {
    ...{ hires: hires.length, ...collected, attack: report },
    user: { uid: user.uid, processes: rights },
    installation: { writable: writable.length, isChanged: stateOfTree(folder) !== before },
    tls: {
      plainTextRefused: await plainTextRefused(doors),
      strangersRefused: await refusesStrangers(doors.temporal, keys.authority, keys.stranger),
      spokenTo: portsSpokenTo.flatMap((port) => nameOf.get(port) ?? []),
      elsewhere: portsSpokenTo.filter((port) => !nameOf.has(port)),
    },
    gatewayMegabytes: rights.find(({ name }) => name === 'gateway')?.peakMegabytes ?? Infinity,
  };
  await writeFile(path.join(place, 'facts.json'), JSON.stringify(facts, null, 2));
  return facts;
}

async function plainTextRefused(doors: Doors): Promise<Facts['tls']['plainTextRefused']> {
  const refused: Facts['tls']['plainTextRefused'] = {};
  for (const [name, port] of Object.entries(doors) as [keyof Doors, number | undefined][]) {
    if (port !== undefined) refused[name] = await refusesPlainText(name, port);
  }
  return refused;
}
