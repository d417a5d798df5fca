import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { UnprivilegedUser } from './unprivileged-user.js';

const checkout = path.join(import.meta.dirname, '../..');
const quietly = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];

export interface Installation {
  /** The folder in which it was installed; read-only. */
  folder: string;
  /** Of what was cloned. */
  commit: string;
}

/** Clones, builds, packs and installs, all as the user and with nothing of the checkout but its commits; then takes away every right to write. */
export function installPacked(
  place: string,
  { uid, gid, prefix }: UnprivilegedUser,
  say: (line: string) => void,
): Installation {
  const folders = ['clone', 'installed', 'home'].map((name) => path.join(place, name));
  const [clone = '', folder = '', home = ''] = folders;
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).trim();
  git('clone', '--quiet', '--no-hardlinks', checkout, clone);
  const commit = git('rev-parse', 'HEAD');
  say(`cloned ${commit}`);
  for (const made of [folder, home]) mkdirSync(made);
  const isRoot = prefix.length > 0;
  if (isRoot) execFileSync('chown', ['-R', `${uid}:${gid}`, ...folders, place]);

  function npm(cwd: string, ...args: string[]): string {
    const [command = '', ...rest] = [...prefix, 'npm', ...args];
    return execFileSync(command, rest, {
      ...{ cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      env: { ...wayToTheRegistry(), HOME: home },
    });
  }
  npm(clone, 'ci', ...quietly);
  say('its dependencies are there, without a script having run');
  const packed = npm(clone, 'pack', '--json', '--silent', '--pack-destination', place);
  const [{ filename }] = JSON.parse(packed.slice(packed.lastIndexOf('\n[') + 1)) as [
    { filename: string },
  ];
  say(`built, and packed as ${filename}`);
  npm(folder, 'install', ...quietly, path.join(place, filename));
  if (isRoot) execFileSync('chown', ['-R', 'root:root', folder]);
  execFileSync('chmod', ['-R', 'a-w', folder]);
  say(`installed, and made read-only: ${folder}`);
  return { folder, commit };
}

const inherited =
  /^(PATH|npm_config_registry|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i;

function wayToTheRegistry(): Record<string, string | undefined> {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' });
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => inherited.test(name))),
    npm_config_registry: registry.trim(),
  };
}
