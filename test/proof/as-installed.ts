import { execFile } from 'node:child_process';
import { mkdirSync, chownSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { executables } from '../end-to-end/support/built-code.js';
import type { Command } from '../end-to-end/support/running-process.js';
import type { UnprivilegedUser } from './unprivileged-user.js';

/** What was installed, in place of the checkout's own build. */
export interface Installed {
  /** The same command, run by the user out of the installation. */
  command(command: Command): Command;
  /** Runs a command of `preenroll` to its end. Rejects unless that is in order. */
  run(args: readonly string[], environment: Record<string, string>): Promise<void>;
}

interface InstalledOptions {
  folder: string;
  /** Where the user gets a home. */
  place: string;
  user: UnprivilegedUser;
  /** Of every command. */
  environment: Record<string, string>;
}

const checkout = path.join(import.meta.dirname, '../..');

export function createInstalled({ folder, place, user, environment }: InstalledOptions): Installed {
  const packed = path.join(folder, 'node_modules/preenroll');
  const home = path.join(place, 'user');
  mkdirSync(home);
  chownSync(home, user.uid, user.gid);
  const variables = { ...environment, HOME: home };
  const inPackage = (argument: string) =>
    argument.startsWith(checkout) ? path.join(packed, path.relative(checkout, argument)) : argument;

  return {
    command({ name, run: [program, ...args], environment: given }) {
      const [first = '', ...rest] = [...user.prefix, program, ...args.map(inPackage)];
      return { name, run: [first, ...rest], environment: { ...variables, ...given } };
    },
    async run(args, given) {
      const [first = '', ...rest] = [
        ...[...user.prefix, 'node', inPackage(executables.preenroll)],
        ...args,
      ];
      const { PATH = '' } = process.env;
      await promisify(execFile)(first, rest, { env: { PATH, ...variables, ...given } });
    },
  };
}
