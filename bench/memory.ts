import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The memory that a process of this machine has resident, in bytes. Linux only. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes) * 1_024;
}

/** The least of some seconds: what is there besides is garbage that has not been collected yet. */
export async function settledBytes(pid: number): Promise<number> {
  const seen: number[] = [];
  for (let second = 0; second < 5; second += 1) {
    await delay(1_000);
    seen.push(await residentBytes(pid));
  }
  return Math.min(...seen);
}
