import { readdir, readFile, readlink } from 'node:fs/promises';

export interface ProcessRights {
  /** Real, effective, saved and of the file system. */
  uids: number[];
  /** Of root's powers, which it has, or may ever get. */
  capabilities: string[];
  peakMegabytes: number;
}

/** What the kernel says of a process. */
export async function rightsOf(pid: number): Promise<ProcessRights> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
  return {
    uids: field('Uid').split(/\s+/).map(Number),
    capabilities: ['CapPrm', 'CapEff', 'CapBnd'].map(field),
    peakMegabytes: Math.round(Number.parseInt(field('VmHWM'), 10) / 1024),
  };
}

/** The ports that a process speaks to, whoever began, but for those at its own doors. */
export async function partnersOf(pid: number): Promise<number[]> {
  const inodes = new Set(await socketsOf(pid));
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8')),
  );
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).flatMap(rowOf);
  const own = rows.filter(({ inode }) => inodes.has(inode));
  const listening = new Set(own.filter(({ state }) => state === '0A').map(({ local }) => local));
  return own
    .filter(({ state, local }) => state === '01' && !listening.has(local))
    .map(({ remote }) => remote);
}

async function socketsOf(pid: number): Promise<string[]> {
  const files = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(
    // One that was closed meanwhile is no connection any more.
    files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
  );
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html */
function rowOf(line: string) {
  const [, near = '', far = '', state = '', , , , , , inode = ''] = line.trim().split(/\s+/);
  const port = (address: string) => Number.parseInt(address.split(':')[1] ?? '', 16);
  return inode === '' ? [] : [{ local: port(near), remote: port(far), state, inode }];
}
