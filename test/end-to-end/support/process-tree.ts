import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

interface LivingProcess {
  pid: number;
  parent: number;
}

/** All processes of the machine, without those that have ended and wait to be reaped. */
async function livingProcesses(): Promise<LivingProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** The process and all that it has started, directly or not. */
export async function processTree(root: number): Promise<number[]> {
  const living = await livingProcesses();
  const tree = [root];
  for (const pid of tree) {
    tree.push(...living.filter(({ parent }) => parent === pid).map((child) => child.pid));
  }
  return tree;
}

export async function areGone(pids: readonly number[]): Promise<boolean> {
  const living = await livingProcesses();
  return !living.some(({ pid }) => pids.includes(pid));
}
