import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The memory that a process of this machine has resident, in bytes. Linux only. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kilobytes) * 1_024;
}

/** V8 gives garbage back when a process has had little to do for a while: it takes up to three rounds of eight seconds. */
const quietSeconds = 20;
const patienceSeconds = 120;

/** What stays when a process has nothing to do: waits until there has not been less for a while. */
export async function settledBytes(pid: number): Promise<number> {
  let least = await residentBytes(pid);
  let quiet = 0;
  for (let second = 0; second < patienceSeconds && quiet < quietSeconds; second += 1) {
    await delay(1_000);
    const bytes = await residentBytes(pid);
    quiet = bytes < least * 0.99 ? 0 : quiet + 1;
    least = Math.min(least, bytes);
  }
  return least;
}
