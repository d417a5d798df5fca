import { readDoctorConfig } from '../../src/configuration/config.js';
import type { CheckResult } from '../../src/contract/doctor.js';
import { openDoctorPorts } from '../../src/doctor-ports.js';
import { createReaders } from '../../src/doctor/readers/create-readers.js';
import { runDoctor } from '../../src/doctor/run-doctor.js';
import { readTemporalConfig } from '../../src/configuration/temporal-config.js';
import { breaks, type Breakable } from './breaks.js';

export interface Broken {
  what: string;
  /** The check that is to name it. */
  check: string;
  /** Whether it said what is wrong and what to do, and had not before. */
  isNamed: boolean;
  /** Whether it says again what it said before. */
  isRepaired: boolean;
  evidence: string;
  remedy: string;
}

/** Breaks one prerequisite after the other, each while all others are whole, and asks the doctor each time. */
export async function breakEach(world: Breakable, say: (line: string) => void): Promise<Broken[]> {
  const broken: Broken[] = [];
  const { engine: ofOrg } = world.okta.org;
  for (const { what, check, engine, break: breakIt } of breaks) {
    if (engine !== undefined && engine !== ofOrg) continue;
    const before = await ask(check, world.environment);
    const repair = await breakIt(world);
    const { status, evidence, remedy = '' } = await ask(check, world.environment);
    await repair();
    const after = await ask(check, world.environment);
    const isBad = status === 'failure' || status === 'warning';
    const isNamed = isBad && before.status !== status && remedy !== '';
    const isRepaired = after.status === before.status;
    broken.push({ what, check, isNamed, isRepaired, evidence, remedy });
    say(`${what}:`);
    say(`  ${status}  ${check}: ${evidence}`);
    say(`  remedy: ${remedy}`);
    if (!isNamed) say(`  before: ${before.status}  ${before.evidence}`);
    if (!isRepaired) say(`  repaired: ${after.status}  ${after.evidence}`);
  }
  return broken;
}

async function ask(check: string, environment: Record<string, string>): Promise<CheckResult> {
  const { ports, close } = await openDoctorPorts(
    readDoctorConfig(environment),
    readTemporalConfig(environment),
  );
  try {
    const [result] = await runDoctor({ readers: createReaders(ports), only: [check] });
    if (result === undefined) throw new Error(`The doctor has no check ${check}`);
    return result;
  } finally {
    await close();
  }
}
