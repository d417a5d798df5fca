import { readFile } from 'node:fs/promises';

// USER_HZ: what Linux counts the time of processes in, on every architecture that Node runs on.
const millisecondsPerTick = 10;

/** The processor time that a process of this machine has used with all its threads, in milliseconds. Linux only. */
export async function cpuTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The program's name is in parentheses, and may hold anything. utime and stime are the fields 14 and 15, the state is 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * millisecondsPerTick;
}
